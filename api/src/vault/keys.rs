//! The master keys: where they come from, and the one case in which they are made.

use std::{
    fmt, fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use rand_core::Rng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{config::Config, entropy::Entropy};

const KEY_BYTES: usize = 32;

/// Base64 as people paste it: with padding or without.
const BASE64_LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The keys from outside the database, newest first; never empty.
pub struct MasterKeys(Vec<Zeroizing<[u8; KEY_BYTES]>>);

/// Where the master keys are.
#[derive(Debug, Clone)]
pub enum MasterKeySource {
    /// In the setting `master_key`, which a process never sees change.
    Setting(SecretString),
    /// In the file `master_key_file`.
    File(PathBuf),
}

/// Why there are no master keys.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// A line is not base64.
    #[error("The master key on line {0} is not base64.")]
    NotBase64(usize),
    /// A key is too short or too long.
    #[error("The master key on line {line} has {length} bytes; it needs {KEY_BYTES}.")]
    WrongLength {
        /// The line, from 1.
        line: usize,
        /// The length found.
        length: usize,
    },
    /// There is no line with a key.
    #[error("There is no master key: give one or more of 32 bytes, base64, one a line, newest first.")]
    Empty,
    /// There is no file, and none is made beyond loopback.
    #[error(
        "There is no master key file {}. It is made only where `public_url` and `bind` are both loopback; \
         elsewhere make it with: (umask 077; head -c 32 /dev/urandom | base64 > {})",
        .0.display(), .0.display()
    )]
    Missing(PathBuf),
    /// The file can't be read or made.
    #[error("The master key file {} cannot be {act}: {source}.", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// `read` or `made`.
        act: &'static str,
        /// Why.
        source: io::Error,
    },
}

impl MasterKeys {
    /// Reads keys of 32 bytes, base64, one a line, newest first; blank lines and `#` comments drop out.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let lines = text.lines().map(str::trim).zip(1..);
        let keys: Vec<_> = lines
            .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
            .map(|(line, number)| parse_key(line, number))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(MasterKeyError::Empty) } else { Ok(Self(keys)) }
    }

    /// A new key by itself.
    pub fn generate(entropy: &Entropy) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        entropy.rng().fill_bytes(key.as_mut());
        Self(vec![key])
    }

    /// Takes the keys from `master_key`, or else from `master_key_file`, which is made at first start
    /// where everything is loopback.
    pub fn load(config: &Config, entropy: &Entropy) -> Result<Self, MasterKeyError> {
        let source = MasterKeySource::of(config);
        if let MasterKeySource::File(path) = &source {
            if !path.exists() {
                if !config.is_loopback() {
                    return Err(MasterKeyError::Missing(path.clone()));
                }
                let made = Self::generate(entropy).store_new(path);
                made.map_err(|source| MasterKeyError::File { path: path.clone(), act: "made", source })?;
            }
            if is_open_to_others(path) {
                tracing::warn!(file = %path.display(), "others can read the master key file; chmod 600 it");
            }
        }
        source.read()
    }

    /// The keys, newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &[u8; KEY_BYTES]> {
        self.0.iter().map(|key| &**key)
    }

    /// The key on the last line.
    pub(super) fn oldest(&self) -> &[u8; KEY_BYTES] {
        &self.0[self.0.len() - 1]
    }

    /// Writes the keys whole or not at all, and never over others: of two processes that start at
    /// once one makes the file and both read it.
    fn store_new(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let draft = folder.join(format!(".master.key.{}", std::process::id()));

        let mut file = private_file(&draft)?;
        for key in self.newest_first() {
            writeln!(file, "{}", *Zeroizing::new(BASE64_STANDARD.encode(key)))?;
        }
        file.sync_all()?;
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft)?;
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::File::open(folder)?.sync_all(),
        }
    }
}

impl MasterKeySource {
    /// Where the settings say that they are.
    pub fn of(config: &Config) -> Self {
        match &config.master_key {
            Some(text) => Self::Setting(text.clone()),
            None => Self::File(config.master_key_file.clone()),
        }
    }

    /// The keys that are there now; none are made.
    pub fn read(&self) -> Result<MasterKeys, MasterKeyError> {
        match self {
            Self::Setting(text) => MasterKeys::parse(text.expose_secret()),
            Self::File(path) => {
                let text = fs::read_to_string(path).map(Zeroizing::new);
                let text =
                    text.map_err(|source| MasterKeyError::File { path: path.clone(), act: "read", source })?;
                MasterKeys::parse(&text)
            }
        }
    }
}

impl fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKeys({})", self.0.len())
    }
}

fn parse_key(line: &str, number: usize) -> Result<Zeroizing<[u8; KEY_BYTES]>, MasterKeyError> {
    let bytes = BASE64_LENIENT.decode(line).map_err(|_| MasterKeyError::NotBase64(number))?;
    let bytes = Zeroizing::new(bytes);
    let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice());
    key.map(Zeroizing::new).map_err(|_| MasterKeyError::WrongLength { line: number, length: bytes.len() })
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;

    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
}

/// Whether the group or anybody may read the file.
#[cfg(unix)]
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

/// Whether the group or anybody may read the file; unknown here.
#[cfg(not(unix))]
pub fn is_open_to_others(_: &Path) -> bool {
    false
}
