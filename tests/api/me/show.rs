use crate::support::{TestApp, json};

#[actix_web::test]
async fn it_shows_all_there_is_of_oneself() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_name("Alice Adams").create().await;
    let team = app.team("Acme").await;
    app.advance(60);
    let mut client = app.script();
    client.sign_in(&alice).await;

    let me = client.get("/me").await;

    assert_eq!(
        *me.is(200).json(),
        json!({
            "id": alice.id,
            "username": "alice",
            "name": "Alice Adams",
            "email": "alice@example.com",
            "role": "member",
            "team": {"id": team.to_string(), "name": "Acme"},
            "country_code": null,
            "cell_phone": null,
            "phone_verified": false,
            "two_factor": {"enabled": false, "required_from": null},
            "locale": "en",
            "created_at": "2027-01-15T08:00:00Z",
            "last_login_at": "2027-01-15T08:01:00Z",
        })
    );
    assert_eq!(me.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn it_shows_the_second_factor_and_the_number() {
    let app = TestApp::start().await;
    let admin = app.user("ada").admin().with_totp().with_phone("+1 201-555-0142").create().await;
    let mut client = app.script();
    client.sign_in(&admin).await;

    let me = client.get("/me").await;

    // Teams demand it of admins after 14 days.
    assert_eq!(me["two_factor"], json!({"enabled": true, "required_from": "2027-01-29T08:00:00Z"}));
    assert_eq!((&me["country_code"], &me["cell_phone"]), (&"US".into(), &"+12015550142".into()));
    assert_eq!((&me["phone_verified"], &me["role"]), (&true.into(), &"admin".into()));
}

#[actix_web::test]
async fn c45_no_answer_about_an_account_holds_its_secret_its_codes_or_its_hash() {
    let app = TestApp::start().await;
    let admin = app.user("ada").admin().with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&admin).await;
    let secret = data_encoding::BASE32_NOPAD.encode(&admin.secret);

    let own = format!("/team/users/{}", admin.id);
    for path in ["/me", "/me/two-factor", "/me/devices", "/team/users", &own] {
        let answer = client.get(path).await;
        answer.is(200);
        assert!(!answer.body.contains(&secret) && !answer.body.contains("argon2"), "{path}: {answer}");
        let shown = admin.backup_codes.iter().any(|code| answer.body.contains(code));
        assert!(!shown, "{path}: {answer}");
    }
}

#[actix_web::test]
async fn a_token_of_another_kind_shows_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.log_in(&alice).await.challenged();
    let challenge = client.challenge_token.clone().expect("a challenge");
    client.sign_in(&alice).await;
    let refresh = client.refresh_token.clone().expect("a refresh token");
    for token in [challenge, refresh, client.known_token.clone().expect("a known token")] {
        client.bearing(&token).get("/me").await.refused(401, "invalid_token");
    }
}
