//! S14: each call that asks for a fresh proof, and how fresh.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::support::{Call, Client, Person, TestApp, contract, json};

const NEW: &str = "seven small boats at noon";

/// A guarded call: how old a proof may be, what the call answers then, and the call.
struct Guarded {
    operation: &'static str,
    max_age: i64,
    status: u16,
    call: Call,
}

/// Who is acted on.
struct Team {
    admin: Person,
    member: Person,
    invited: Person,
}

impl Team {
    async fn new(app: &TestApp) -> Self {
        Self {
            admin: app.user("admin").admin().with_totp().create().await,
            member: app.user("member").with_totp().create().await,
            invited: app.user("invited").invited().create().await,
        }
    }

    /// Every one, in an order in which none takes away what a later one needs.
    fn guarded(&self) -> Vec<Guarded> {
        let of = |person: &Person, rest: &str| format!("/team/users/{}{rest}", person.id);
        let new = json!({ "username": "new", "name": "New", "email": "new@example.com", "role": "member" });
        let token = json!({ "name": "Reports", "scopes": ["team:read"] });
        let password = json!({ "current_password": self.admin.password, "new_password": NEW });
        let edit = |body| Call::new(Method::PATCH, &of(&self.member, "")).json(&body);
        let put = |path, body| Call::new(Method::PUT, path).json(&body);
        [
            ("POST /me/api-tokens", 120, 201, Call::post("/me/api-tokens").json(&token)),
            ("PUT /me/email", 600, 202, put("/me/email", json!({ "email": "other@example.com" }))),
            ("POST /me/two-factor/totp", 600, 201, Call::post("/me/two-factor/totp")),
            ("POST /me/two-factor/backup-codes", 120, 200, Call::post("/me/two-factor/backup-codes")),
            ("POST /team/users", 600, 201, Call::post("/team/users").json(&new)),
            ("POST /team/users/{id}/invitation", 600, 202, Call::post(&of(&self.invited, "/invitation"))),
            ("PATCH /team/users/{id}", 600, 200, edit(json!({ "cell_phone": "+12015550142" }))),
            ("PATCH /team/users/{id}", 600, 200, edit(json!({ "role": "admin" }))),
            ("PATCH /team/users/{id}", 600, 200, edit(json!({ "active": false }))),
            ("PATCH /team/users/{id}", 600, 200, edit(json!({ "active": true }))),
            (
                "POST /team/users/{id}/password-reset",
                600,
                202,
                Call::post(&of(&self.member, "/password-reset")),
            ),
            (
                "DELETE /team/users/{id}/sessions",
                600,
                204,
                Call::new(Method::DELETE, &of(&self.member, "/sessions")),
            ),
            (
                "POST /team/users/{id}/two-factor/reset",
                600,
                204,
                Call::post(&of(&self.member, "/two-factor/reset")),
            ),
            ("DELETE /team/users/{id}", 600, 204, Call::new(Method::DELETE, &of(&self.member, ""))),
            ("PUT /team/policy", 600, 200, put("/team/policy", json!({ "grace_days": 7 }))),
            ("PUT /me/password", 600, 204, put("/me/password", password)),
            ("DELETE /me/two-factor", 120, 204, Call::new(Method::DELETE, "/me/two-factor")),
        ]
        .map(|(operation, max_age, status, call)| Guarded { operation, max_age, status, call })
        .into()
    }
}

/// Lets so much time pass, and goes on with the session.
async fn age(app: &TestApp, client: &mut Client, seconds: i64) {
    app.advance(seconds);
    client.refresh().await.authenticated();
}

#[actix_web::test]
async fn s14_each_guarded_call_wants_a_proof_of_its_age_and_takes_one_a_second_younger() {
    let app = TestApp::start().await;
    let team = Team::new(&app).await;
    let mut office = app.script();
    office.sign_in(&team.admin).await;
    for Guarded { operation, max_age, status, call } in team.guarded() {
        age(&app, &mut office, max_age).await;
        let refused = office.send(call.clone()).await;
        assert_eq!(refused.refused(403, "step_up_required")["max_age"], max_age, "{operation}");
        office.step_up(json!({ "code": app.next_code(&team.admin) })).await.is(200);
        age(&app, &mut office, max_age - 1).await;
        let taken = office.send(call).await;
        assert_eq!(taken.status, status, "{operation}: {taken}");
    }
}

#[actix_web::test]
async fn s14_a_remembered_device_is_no_proof_for_any_of_them() {
    let app = TestApp::start().await;
    let team = Team::new(&app).await;
    let mut office = app.script();
    office.sign_in_with(&team.admin, json!({ "remember_device": true })).await;
    office.log_in(&team.admin).await.authenticated();
    // Letting somebody in who isn't kept out changes nothing, and asks for nothing.
    let changes = |guarded: &Guarded| guarded.call.body.as_deref() != Some(br#"{"active":true}"#);
    for Guarded { operation, call, .. } in team.guarded().into_iter().filter(changes) {
        let refused = office.send(call).await;
        assert_eq!(refused.refused(403, "step_up_required").methods()[0], "totp", "{operation}");
    }
}

#[actix_web::test]
async fn s14_the_contract_tells_of_the_same_calls() {
    let app = TestApp::start().await;
    let team = Team::new(&app).await;
    // Those two want a session that was proven by the second factor, however long ago.
    let proven = ["POST /me/phone/code", "POST /me/phone/confirm"].map(str::to_owned);
    let guarded = team.guarded().into_iter().map(|guarded| guarded.operation.to_owned());
    let guarded: BTreeSet<_> = guarded.chain(proven).collect();
    let told: BTreeSet<_> = contract::operations()
        .filter(|operation| operation.tells_of(403, "step_up_required"))
        .map(|operation| format!("{} {}", operation.method, operation.path.replace("/api/v1", "")))
        .collect();
    assert_eq!(guarded, told);
}

#[actix_web::test]
async fn s14_a_wrong_password_at_a_step_up_counts_as_one_at_log_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    for _ in 0..5 {
        let wrong = owner.step_up(json!({ "password": "not the right one" })).await;
        wrong.refused(401, "invalid_credentials");
    }
    owner.step_up(json!({ "password": alice.password })).await.waits(15);
    owner.log_in(&alice).await.waits(15);
    app.script().log_in(&alice).await.authenticated();
}
