//! S5: what has not the form of a code costs nothing, and what is secret is compared in constant time.

use vestibule::entropy::Token;
use vestibule_domain::{password::NewPassword, provisioning::ProvisioningUri, secret::SharedSecret};

use crate::support::{TestApp, code_in, json};

const NUMBER: &str = "+12015550142";

/// Digits too few, too many and of another script, letters, and nine of ten characters.
const MALFORMED: [&str; 8] =
    ["", "12345", "1234567", "12345a", "１２３４５６", "7K2QM-9XWR", "7K2QM-9XWRU", "000000 or 1=1"];

#[actix_web::test]
async fn s5_a_malformed_code_is_refused_before_its_password_is_hashed() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let before = app.service().hasher.hashes_done();
    for round in 0..5 {
        for code in MALFORMED {
            let body = json!({ "code": code, "password": format!("wrong as well, {round}") });
            app.script().log_in_with(&alice, body).await.faulty("/code", "malformed");
        }
    }
    assert_eq!(app.service().hasher.hashes_done(), before);
    // None of the forty was a wrong password, for the account or for its address.
    app.script().log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s5_a_malformed_code_is_no_try_wherever_one_is_taken() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    owner.post("/me/phone/code", json!({})).await.is(202);
    let text = code_in(&app.last_text_to(&alice));
    for code in MALFORMED {
        let body = json!({ "code": code });
        owner.post("/me/phone/confirm", body).await.faulty("/code", "malformed");
    }
    owner.post("/me/phone/confirm", json!({ "code": text })).await.is(204);

    let begun = owner.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.is(201).text("secret"));
    let confirm = |code: &str| json!({ "enrollment_id": begun["enrollment_id"], "code": code });
    for code in MALFORMED.into_iter().chain(["7K2QM-9XWRT"]) {
        owner.post("/me/two-factor/totp/confirm", confirm(code)).await.faulty("/code", "malformed");
    }
    let right = alice.totp_code(app.now());
    owner.post("/me/two-factor/totp/confirm", confirm(&right)).await.is(200);

    for code in MALFORMED {
        owner.step_up(json!({ "code": code })).await.faulty("/code", "malformed");
    }
    owner.step_up(json!({ "code": app.next_code(&alice) })).await.is(200);

    let mut pending = app.script();
    pending.log_in(&alice).await.challenged();
    for code in MALFORMED {
        pending.verify(code).await.faulty("/code", "malformed");
    }
    let wrong = pending.verify(&alice.wrong_code(app.now())).await;
    assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], 4);
}

/// Two ways to call `told` where a type has `==`, so that it doesn't compile; one where it has none.
trait HasNoEquality<Way> {
    fn told() {}
}

impl<T: ?Sized> HasNoEquality<()> for T {}

struct ByEquality;

impl<T: ?Sized + PartialEq> HasNoEquality<ByEquality> for T {}

#[test]
fn s5_c13_secrets_that_are_looked_up_by_their_hash_can_not_be_compared() {
    <Token as HasNoEquality<_>>::told();
    <SharedSecret as HasNoEquality<_>>::told();
    <NewPassword as HasNoEquality<_>>::told();
    <ProvisioningUri as HasNoEquality<_>>::told();
}

#[test]
fn s5_c13_codes_and_hashes_are_compared_in_constant_time() {
    for (file, source) in [
        ("digits.rs", include_str!("../../../api/domain/src/digits.rs")),
        ("backup_code.rs", include_str!("../../../api/domain/src/backup_code.rs")),
        ("hasher/mod.rs", include_str!("../../../api/src/hasher/mod.rs")),
    ] {
        assert!(source.contains(".ct_eq("), "{file} compares without subtle::ConstantTimeEq");
    }
    for (name, source) in [
        ("SixDigits", include_str!("../../../api/domain/src/digits.rs")),
        ("BackupCode", include_str!("../../../api/domain/src/backup_code.rs")),
    ] {
        let (before, _) = source.split_once(&format!("pub struct {name}(")).expect("the type stands there");
        let derived = before.lines().last().unwrap_or_default();
        assert!(derived.starts_with("#[derive(") && !derived.contains("PartialEq"), "{name}: {derived}");
        assert!(source.contains(&format!("impl PartialEq for {name} ")), "{name}");
    }
}
