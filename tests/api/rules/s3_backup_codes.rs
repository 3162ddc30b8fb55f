//! S3: backup codes.

use crate::support::{TestApp, json};

#[actix_web::test]
async fn s3_there_are_ten_and_each_spends_once() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    assert_eq!(alice.backup_codes.len(), 10);
    for code in &alice.backup_codes {
        let letters: Vec<_> = code.split('-').collect();
        assert!(letters.len() == 2 && letters.iter().all(|half| half.len() == 5), "{code}");
        assert!(code.chars().all(|c| "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".contains(c)), "{code}");
    }
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(&alice.backup_codes[3]).await.authenticated();

    let asked = script.log_in(&alice).await;
    assert_eq!(asked["methods"][1]["remaining"], 9);
    script.verify(&alice.backup_codes[3]).await.refused(401, "invalid_code");
    script.verify(&alice.backup_codes[4]).await.authenticated();
}

#[actix_web::test]
async fn s3_c63_a_code_counts_however_it_is_spelt() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let spellings: [fn(&str) -> String; 5] = [
        |code| code.to_lowercase(),
        |code| code.replace('-', ""),
        |code| format!("  {} ", code.replace('-', " - ")),
        |code| code.replace('0', "O").replace('1', "I"),
        |code| code.to_lowercase().replace('0', "o").replace('1', "l"),
    ];
    for (spell, code) in spellings.iter().zip(&alice.backup_codes) {
        let mut script = app.script();
        script.log_in(&alice).await.challenged();
        script.verify(&spell(code)).await.authenticated();
    }
}

#[actix_web::test]
async fn s3_c65_without_codes_the_method_is_left_out() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    for code in &alice.backup_codes {
        script.log_in(&alice).await.challenged();
        script.verify(code).await.authenticated();
    }
    assert_eq!(script.log_in(&alice).await.methods(), ["totp"]);
    assert_eq!(script.get("/me/two-factor").await["backup_codes"]["remaining"], 0);
}

#[actix_web::test]
async fn s3_a_spent_code_is_told_by_mail() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let before = app.mails_to(&alice.email).len();
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(&alice.backup_codes[0]).await.authenticated();

    let mails = app.mails_to(&alice.email);
    let told = mails[before..].iter().find(|mail| mail.body.contains("backup code"));
    let told = told.unwrap_or_else(|| panic!("{mails:?}"));
    assert!(told.body.contains('9'), "how many are left: {}", told.body);
    let subject = told.subject.as_deref().unwrap_or_default();
    assert!(subject.contains("backup code"), "{subject}");
    assert!(!told.body.contains(&alice.backup_codes[0]), "no code stands in a mail");
}

#[actix_web::test]
async fn s3_another_users_codes_are_wrong() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(&bob.backup_codes[0]).await.refused(401, "invalid_code");
    script.log_in(&bob).await.challenged();
    script.verify(&bob.backup_codes[0]).await.authenticated();
}

#[actix_web::test]
async fn s6_a_spent_code_is_told_as_such_and_not_counted() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "code": alice.backup_codes[0] })).await;

    script.log_in(&alice).await.challenged();
    for _ in 0..6 {
        let answer = script.verify(&alice.backup_codes[0]).await;
        answer.refused(401, "invalid_code");
        assert_eq!(
            (answer["reason"].as_str(), answer.number("attempts_remaining")),
            (Some("already_used"), 5)
        );
    }
    script.verify(&alice.backup_codes[1]).await.authenticated();
}
