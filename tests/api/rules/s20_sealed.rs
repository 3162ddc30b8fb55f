//! S17 and S20: a rotation, told by the clock and by what lies in the tables.

use std::fs;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use reqwest::Method;
use tempfile::TempDir;
use vestibule::{
    entropy::Entropy,
    hasher::Cost,
    keys, startup, store,
    vault::{MasterKeys, Vault},
};

use crate::support::{Call, Client, TestApp, Value, code_in, json};

fn kid_of(client: &Client) -> String {
    let token = client.access_token.as_deref().expect("an access token");
    let header = BASE64URL_NOPAD.decode(token.split('.').next().expect("a header").as_bytes());
    let header: Value = serde_json::from_slice(&header.expect("base64url")).expect("JSON");
    header["kid"].as_str().expect("a kid").to_owned()
}

async fn shown(app: &TestApp) -> Vec<String> {
    let jwks = app.script().send(Call::root(Method::GET, "/.well-known/jwks.json")).await;
    let keys = jwks["keys"].as_array().expect("keys").iter();
    keys.map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect()
}

#[actix_web::test]
async fn s17_the_next_key_signs_after_an_hour_and_the_former_one_goes_once_its_tokens_are_over() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let former = kid_of(&script);

    let rotated = keys::rotate(app.service()).await.expect("a rotation");
    let next = rotated.next.key.kid().to_owned();
    assert_eq!(shown(&app).await, [former.clone(), next.clone()]);

    app.advance(3599);
    script.sign_in(&alice).await;
    assert_eq!(kid_of(&script), former);
    let last = script.clone();
    app.advance(1);
    script.sign_in(&alice).await;
    assert_eq!(kid_of(&script), next);
    app.advance(298);
    last.clone().get("/me").await.is(200);
    assert_eq!(shown(&app).await.len(), 2);

    app.advance(keys::OVERLAP.num_seconds());
    assert_eq!(shown(&app).await, [next.as_str()]);
    script.sign_in(&alice).await;
    assert_eq!(kid_of(&script), next);

    let again = keys::rotate(app.service()).await.expect("a rotation");
    assert_eq!(again.removed, [former]);
    assert_eq!(again.retiring.len(), 1);
    assert!(again.is_new && again.next.key.kid() != next);
}

#[actix_web::test]
async fn s17_two_rotations_at_once_make_one_key() {
    let app = TestApp::start().await;
    let service = app.service();
    let (one, other) = tokio::join!(keys::rotate(service), keys::rotate(service));
    let (one, other) = (one.expect("a rotation"), other.expect("a rotation"));
    assert_eq!(one.next.key.kid(), other.next.key.kid());
    assert!(one.is_new != other.is_new);
    assert_eq!(shown(&app).await.len(), 2);
}

#[actix_web::test]
async fn s17_a_token_of_a_key_that_another_replica_made_since_is_believed() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let cheap = Cost { memory_kib: 64, passes: 1, lanes: 1 };
    let replica = startup::open(app.service().config.clone(), app.clock.clone(), Entropy::seeded(2), cheap);
    let replica = replica.await.expect("another replica");
    let rotated = keys::rotate(&replica).await.expect("a rotation");
    app.advance(3600);
    let mut script = app.script();
    script.sign_in(&alice).await;
    assert_ne!(kid_of(&script), rotated.next.key.kid(), "nobody told this replica");

    let claims = replica.tokens.verify(script.access_token.as_deref().expect("a token"), app.now());
    let token = replica.tokens.sign(&claims.expect("a token of ours")).expect("a token");
    let mut elsewhere = script.bearing(&token);
    assert_eq!(kid_of(&elsewhere), rotated.next.key.kid());
    elsewhere.get("/me").await.is(200);

    script.sign_in(&alice).await;
    assert_eq!(kid_of(&script), rotated.next.key.kid());
}

struct KeyFile(TempDir);

impl KeyFile {
    fn new() -> Self {
        let file = Self(tempfile::tempdir().expect("a folder"));
        file.write(&[1]);
        file
    }

    fn path(&self) -> String {
        self.0.path().join("master.key").display().to_string()
    }

    fn write(&self, keys: &[u8]) {
        fs::write(self.path(), keys_of(keys)).expect("written");
    }
}

fn keys_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| BASE64.encode(&[*byte; 32]) + "\n").collect()
}

/// Who has this one key and nothing else.
fn alone(byte: u8) -> Vault {
    Vault::new(&MasterKeys::parse(&keys_of(&[byte])).expect("a key"))
}

#[actix_web::test]
async fn s20_after_a_rotation_the_former_master_key_opens_nothing_and_everything_works() {
    let file = KeyFile::new();
    // Nobody listens there, so that mails wait.
    let mail =
        [("mail.gateway", "smtp"), ("mail.smtp_url", "smtp://127.0.0.1:1"), ("mail.from", "a@b.example")];
    let app = TestApp::with(&[&[("master_key_file", file.path().as_str())], &mail[..]].concat()).await;
    let (service, db) = (app.service(), app.service().db.read());
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut bob = app.user("bob").create().await;
    let (mut alices, mut bobs) = (app.script(), app.script());
    alices.log_in(&alice).await.challenged();
    alices.verify(&alice.backup_codes[1]).await.authenticated();
    alices.log_in(&alice).await.challenged();
    alices.ask_for_text().await.is(202);
    bobs.sign_in(&bob).await;
    let begun = bobs.post("/me/two-factor/totp", json!({})).await;
    bob.scan(begun.is(201).text("secret"));

    file.write(&[2, 1]);
    keys::reload(service).await.expect("a key on top is taken up");
    let rotated = keys::rotate(service).await.expect("a rotation");

    let counts: Vec<_> = rotated.resealed.iter().map(|kind| (kind.kind.label(), kind.outcome)).collect();
    for (kind, outcome) in &counts {
        assert!(outcome.resealed >= 1 && outcome.held == 0 && outcome.unreadable == 0, "{counts:?}: {kind}");
    }
    let user = alice.id.parse().expect("an id");
    let (old, new) = (alone(1), alone(2));
    store::totp::of_user(db, &old, user).await.expect_err("sealed anew");
    store::password::of_user(db, &old, user).await.expect_err("sealed anew");
    store::signing_key::all(db, &old).await.expect_err("sealed anew");
    assert!(store::totp::of_user(db, &new, user).await.expect("opens").is_some());
    assert!(store::password::of_user(db, &new, user).await.expect("opens").is_some());
    assert_eq!(store::signing_key::all(db, &new).await.expect("opens").len(), 2);

    alices.verify(&code_in(&app.last_text_to(&alice))).await.authenticated();
    alices.get("/me").await.is(200);
    let confirm = json!({ "enrollment_id": begun["enrollment_id"], "code": bob.totp_code(app.now()) });
    bobs.post("/me/two-factor/totp/confirm", confirm).await.is(200);
    app.script().sign_in(&alice).await;
    app.script().sign_in(&bob).await;
    alices.log_in(&alice).await.challenged();
    alices.verify(&alice.backup_codes[0]).await.authenticated();
}

#[actix_web::test]
async fn s20_more_values_than_a_batch_are_all_sealed_anew_beside_people_who_log_in() {
    let file = KeyFile::new();
    let app = TestApp::with(&[("master_key_file", &file.path())]).await;
    let mut people = Vec::new();
    for number in 0..230 {
        people.push(app.user(&format!("user{number}")).create().await);
    }
    file.write(&[2, 1]);
    keys::reload(app.service()).await.expect("a key on top is taken up");

    let mut script = app.script();
    let (rotated, _) = tokio::join!(keys::rotate(app.service()), script.sign_in(&people[229]));

    let resealed = rotated.expect("a rotation").resealed;
    let hashes = resealed.iter().find(|kind| kind.kind.label() == "password-hash").expect("a kind");
    assert_eq!(hashes.outcome.resealed, 230);
    script.sign_in(&people[0]).await;
}
