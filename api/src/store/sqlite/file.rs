//! The file that a URL names.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rusqlite::OpenFlags;
use sea_orm::{DbErr, RuntimeErr};

/// What a path has that a URI of SQLite's (<https://www.sqlite.org/uri.html>) takes as it is.
const OF_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// An SQLite file, and what may be done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    path: PathBuf,
    may: May,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    Look,
    Write,
    Make,
}

impl File {
    /// The file of `sqlite://FILE` or `sqlite:FILE`, percent-encoded where it has to be; made where there is none.
    /// `None` where the URL is another engine's.
    ///
    /// With `?mode=rw` it has to be there, with `?mode=ro` nothing can be written.
    pub fn of_url(url: &str) -> Option<Result<Self, DbErr>> {
        let rest = url.strip_prefix("sqlite:")?;
        let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let path = path.strip_prefix("//").unwrap_or(path);
        let Ok(path) = percent_decode_str(path).decode_utf8() else {
            return Some(Err(refused("the path is no text")));
        };
        let may = match parameters {
            "" | "mode=rwc" => May::Make,
            "mode=rw" => May::Write,
            "mode=ro" => May::Look,
            _ => return Some(Err(refused("after the file, `?mode=` may say `rwc`, `rw` or `ro`"))),
        };
        if path.is_empty() || path.starts_with(':') {
            return Some(Err(refused("`sqlite://` wants the path of a file")));
        }
        Some(Ok(Self { path: PathBuf::from(path.as_ref()), may }))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same, to look at alone.
    #[must_use]
    pub fn only_looked_at(self) -> Self {
        Self { may: May::Look, ..self }
    }

    /// Whether nothing can be written.
    pub(super) fn is_only_looked_at(&self) -> bool {
        self.may == May::Look
    }

    /// Opens it. Where another process holds what a statement needs, it is waited for so long.
    pub(super) fn open(&self, patience: Duration) -> rusqlite::Result<rusqlite::Connection> {
        let flags = match self.may {
            May::Make => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            May::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            May::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        // A connection is never asked by two at once: it has an owner, or a lock.
        let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = rusqlite::Connection::open_with_flags(self.uri(), flags)?;
        opened.busy_timeout(patience)?;
        Ok(opened)
    }

    fn uri(&self) -> String {
        let mut log = self.path.as_os_str().to_owned();
        log.push("-wal");
        // Where nobody has the file open, there is no log beside it, and whoever looks makes none.
        let alone = if self.may == May::Look && !Path::new(&log).exists() { "?immutable=1" } else { "" };
        let path = self.path.to_string_lossy();
        format!("file:{}{alone}", utf8_percent_encode(&path, OF_PATHS))
    }
}

fn refused(why: &str) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_what_stands_between_the_scheme_and_the_question_mark() {
        let path = |url| File::of_url(url).unwrap().unwrap().path;
        assert_eq!(path("sqlite://data/vestibule.db"), Path::new("data/vestibule.db"));
        assert_eq!(path("sqlite:vestibule.db"), Path::new("vestibule.db"));
        assert_eq!(path("sqlite:///var/lib/a%20b.db?mode=rwc"), Path::new("/var/lib/a b.db"));
        assert_eq!(File::of_url("postgres://localhost/vestibule"), None);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        for url in ["sqlite://", "sqlite::memory:", "sqlite://a.db?mode=memory", "sqlite://a.db?cache=shared"]
        {
            File::of_url(url).unwrap().unwrap_err();
        }
    }

    #[test]
    fn a_path_stays_itself_in_a_uri() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a ?#%b.db");
        std::fs::write(&path, b"").unwrap();
        let file = File { path, may: May::Look };
        let looked = file.open(Duration::ZERO).unwrap();
        assert_eq!(looked.path(), file.path.to_str());
    }
}
