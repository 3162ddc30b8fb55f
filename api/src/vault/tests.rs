use super::*;

fn key(byte: u8) -> String {
    data_encoding::BASE64.encode(&[byte; 32])
}

fn master_keys(keys: &[u8]) -> MasterKeys {
    let lines: Vec<_> = keys.iter().map(|byte| key(*byte)).collect();
    MasterKeys::parse(&lines.join("\n")).unwrap()
}

fn vault(keys: &[u8]) -> Vault {
    Vault::new(&master_keys(keys))
}

#[test]
fn s20_a_sealed_value_opens_for_its_purpose_and_row_alone() {
    let vault = vault(&[1]);
    let sealed = vault.seal(Sealed::TotpSecret, b"row", b"secret");
    assert_eq!(**vault.open(Sealed::TotpSecret, b"row", &sealed).unwrap(), *b"secret");
    assert!(!sealed.windows(6).any(|window| window == b"secret"));
    assert_ne!(sealed, vault.seal(Sealed::TotpSecret, b"row", b"secret"), "each has a nonce of its own");

    assert_eq!(vault.open(Sealed::SmsCode, b"row", &sealed), Err(SealBroken));
    assert_eq!(vault.open(Sealed::TotpSecret, b"other", &sealed), Err(SealBroken));
    for position in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[position] ^= 1;
        assert_eq!(vault.open(Sealed::TotpSecret, b"row", &altered), Err(SealBroken));
        assert_eq!(vault.open(Sealed::TotpSecret, b"row", &sealed[..position]), Err(SealBroken));
    }
}

#[test]
fn s20_a_new_first_key_seals_anew_and_invalidates_nothing() {
    let (before, after) = (vault(&[1]), vault(&[2, 1]));
    let old = before.seal(Sealed::SigningKey, b"kid", b"key");
    assert_eq!(**after.open(Sealed::SigningKey, b"kid", &old).unwrap(), *b"key");
    assert!(after.is_stale(&old) && !before.is_stale(&old));

    let new = after.seal(Sealed::SigningKey, b"kid", b"key");
    assert!(!after.is_stale(&new));
    assert_eq!(before.open(Sealed::SigningKey, b"kid", &new), Err(SealBroken));

    let hash = |vault: &Vault| vault.token_hash(TokenKind::Refresh, "token");
    assert_eq!(hash(&before), hash(&after));
    assert_ne!(hash(&before), hash(&vault(&[2])));
}

#[test]
fn s20_a_key_that_is_put_on_top_is_taken_up_while_the_service_runs() {
    let running = vault(&[1]);
    let early = running.seal(Sealed::TotpSecret, b"row", b"secret");
    running.reload(&master_keys(&[2, 1])).unwrap();
    assert!(running.is_stale(&early));
    assert_eq!(**running.open(Sealed::TotpSecret, b"row", &early).unwrap(), *b"secret");
    let late = running.seal(Sealed::TotpSecret, b"row", b"secret");
    assert_eq!(**vault(&[2]).open(Sealed::TotpSecret, b"row", &late).unwrap(), *b"secret");

    assert_eq!(running.reload(&master_keys(&[1, 2])), Err(LookupKeyChanged));
    assert_eq!(running.reload(&master_keys(&[2])), Err(LookupKeyChanged));
    assert_eq!(running.key_ids(), vault(&[2, 1]).key_ids(), "refused keys change nothing");
}

#[test]
fn s20_a_value_of_a_key_that_turned_up_since_makes_the_vault_look_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("master.key");
    std::fs::write(&file, key(1)).unwrap();
    let running = vault(&[1]).watching(MasterKeySource::File(file.clone()));
    let newer = vault(&[2, 1]).seal(Sealed::SmsCode, b"row", b"123456");
    assert_eq!(running.open(Sealed::SmsCode, b"row", &newer), Err(SealBroken));

    std::fs::write(&file, format!("{}\n{}\n", key(2), key(1))).unwrap();
    assert_eq!(**running.open(Sealed::SmsCode, b"row", &newer).unwrap(), *b"123456");
    std::fs::write(&file, key(3)).unwrap();
    let foreign = vault(&[3]).seal(Sealed::SmsCode, b"row", b"123456");
    assert_eq!(running.open(Sealed::SmsCode, b"row", &foreign), Err(SealBroken));
    assert_eq!(**running.open(Sealed::SmsCode, b"row", &newer).unwrap(), *b"123456");
}

#[test]
fn s11_hashes_of_different_kinds_differ() {
    let vault = vault(&[1]);
    let kinds = [
        TokenKind::Challenge,
        TokenKind::Enrollment,
        TokenKind::Refresh,
        TokenKind::Device,
        TokenKind::Known,
        TokenKind::Link,
        TokenKind::ApiToken,
    ];
    let hashes: std::collections::HashSet<_> = kinds.map(|kind| vault.token_hash(kind, "token")).into();
    assert_eq!(hashes.len(), kinds.len());
    let (alice, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_ne!(vault.backup_code_hash(alice, "CODE"), vault.backup_code_hash(bob, "CODE"));
}

#[test]
fn s15_a_successor_is_computed_again_the_same() {
    let (row, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let successor = |row| vault(&[1]).successor(TokenKind::Refresh, "old", row).into_string();
    assert_eq!(successor(row), successor(row));
    assert_ne!(successor(row), successor(other));
    assert_eq!(successor(row).len(), 43);
}

#[test]
fn a_faulty_key_is_told_by_its_line() {
    let told = |text: &str| MasterKeys::parse(text).unwrap_err().to_string();
    assert_eq!(told(&format!("{}\nAAAA", key(1))), "The master key on line 2 has 3 bytes; it needs 32.");
    assert_eq!(told("?"), "The master key on line 1 is not base64.");
    assert!(told("\n# none\n").starts_with("There is no master key"));
}

#[cfg(unix)]
#[test]
fn s20_the_key_is_made_once_on_loopback_alone_and_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    use crate::config::Config;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/master.key");
    let flags = |more: &[(&str, &str)]| {
        let mut flags = vec![("master_key_file".to_owned(), path.display().to_string())];
        flags.extend(more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        Config::load(None, [], flags).unwrap()
    };

    let open_network = flags(&[
        ("bind", "0.0.0.0:8080"),
        ("sms.gateway", "none"),
        ("mail.gateway", "smtp"),
        ("mail.smtp_url", "smtps://mail.example.com"),
        ("mail.from", "a@example.com"),
    ]);
    assert!(matches!(MasterKeys::load(&open_network, &Entropy::System), Err(MasterKeyError::Missing(_))));
    assert!(!path.exists());

    let made = Vault::new(&MasterKeys::load(&flags(&[]), &Entropy::System).unwrap());
    let read = Vault::new(&MasterKeys::load(&flags(&[]), &Entropy::System).unwrap());
    assert_eq!(made.key_ids(), read.key_ids());
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft stays");
}
