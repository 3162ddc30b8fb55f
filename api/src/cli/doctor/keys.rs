//! The master keys: where they are, who may read them, which they are.

use super::Check;
use crate::{
    config::Config,
    vault::{MasterKeySource, Vault, is_open_to_others},
};

const NAME: &str = "master key";

/// The vault of the keys that are there, if they are sound.
pub(super) fn master_key(config: &Config) -> (Option<Vault>, Check) {
    let source = MasterKeySource::of(config);
    let place = match &source {
        MasterKeySource::Setting(_) => "the setting master_key".to_owned(),
        MasterKeySource::File(path) if !path.exists() => return (None, missing(config)),
        MasterKeySource::File(path) => path.display().to_string(),
    };
    let vault = match source.read() {
        Ok(keys) => Vault::new(&keys),
        Err(error) => return (None, Check::fail(NAME, error.to_string())),
    };
    let ids = vault.key_ids().join(", ");
    let check = match &source {
        MasterKeySource::File(path) if is_open_to_others(path) => {
            Check::fail(NAME, format!("Others can read {place} ({ids}): run chmod 600 {place}."))
        }
        _ => Check::ok(NAME, format!("{place}, newest first: {ids}")),
    };
    (Some(vault), check)
}

fn missing(config: &Config) -> Check {
    let file = config.master_key_file.display();
    if config.is_loopback() {
        return Check::warn(NAME, format!("There is no {file} yet: the first start makes it."));
    }
    Check::fail(
        NAME,
        format!("There is no {file}: make it by (umask 077; openssl rand -base64 32 > {file})."),
    )
}
