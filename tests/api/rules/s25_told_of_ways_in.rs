//! S25: every change of how one gets in is told to the address from before it.

use reqwest::Method;
use vestibule::housekeeping;

use super::s25_told::{HERE, Story};
use crate::support::{Call, Person, TestApp, json};

const NUMBER: &str = "+12015550142";

#[actix_web::test]
async fn s25_the_password() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let body =
        json!({ "current_password": story.person.password, "new_password": "seven small boats at noon" });
    story.owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
    story.tells("password_changed", "Desk", Some("your password was changed")).await;

    let mut client = story.app.script().from(HERE);
    client.post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = story.app.mails_to(&story.person.email).pop().expect("a mail");
    assert!(mail.body.contains(HERE), "{}", mail.body);
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    // Whoever asks for it has proven nothing.
    let asked = story.adds("password_reset_requested", "Unknown device", Some("choose a new password")).await;
    assert_eq!(asked.actor, None);
    let body = json!({ "token": token, "new_password": "another anchor eighteen" });
    client.post("/auth/password/reset", body).await.is(204);
    story.tells("password_reset", "Unknown device", Some("your password was reset")).await;
}

#[actix_web::test]
async fn s25_the_mail_address_is_told_where_it_was_before() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let body = json!({ "email": "alice@example.org" });
    story.owner.send(Call::new(Method::PUT, "/me/email").json(&body)).await.is(202);
    story.tells("email_change_requested", "Desk", Some("another e-mail address was given")).await;
    let mail = story.app.mails_to("alice@example.org").pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let mut client = story.app.script().from(HERE);
    client.post("/auth/email/confirm", json!({ "token": token })).await.is(204);
    story.tells("email_changed", "Unknown device", Some("your e-mail address was changed")).await;
    let elsewhere = story.app.mails_to("alice@example.org");
    assert_eq!(elsewhere.len(), 1, "the new address gets the link alone: {elsewhere:?}");
}

#[actix_web::test]
async fn s25_the_number() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let path = format!("/team/users/{}", story.person.id);
    story.owner.patch(&path, json!({ "cell_phone": NUMBER })).await.is(200);
    story.tells("phone_changed", "Desk", Some("cell phone number was")).await;
    story.owner.patch(&path, json!({ "cell_phone": NUMBER })).await.is(200);
    story.stays_silent().await;
    story.owner.patch(&path, json!({ "cell_phone": null })).await.is(200);
    story.tells("phone_removed", "Desk", Some("cell phone number was")).await;
}

#[actix_web::test]
async fn s25_a_spent_backup_code_and_wrong_codes_of_a_step_up_are_told_with_where_they_came_from() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let code = story.person.backup_codes[0].clone();
    story.owner.step_up(json!({ "code": code })).await.is(200);
    let entry = story.tells("backup_code_spent", "Desk", Some("backup code")).await;
    assert_eq!(entry.detail["left"], 9);

    for _ in 0..5 {
        let wrong = json!({ "code": story.person.wrong_code(story.app.now()) });
        story.owner.step_up(wrong).await.refused(401, "invalid_code");
    }
    let entry = story.adds("wrong_codes", "Desk", Some("wrong")).await;
    assert_eq!((entry.actor, &entry.detail["count"]), (None, &json!(5)));
}

#[actix_web::test]
async fn s25_a_log_in_that_a_stranger_left_unfinished() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let mut stranger = story.app.script().from(HERE);
    let desk = json!({ "device_name": "Elsewhere" });
    stranger.log_in_with(&story.person, desk).await.challenged();
    story.app.advance(360);
    assert_eq!(housekeeping::run_once(story.app.service()).await.told, 1);
    let entry = story.adds("login_unfinished", "Elsewhere", Some("used without a code")).await;
    assert_eq!(entry.actor, None);
}

/// How often someone was mailed that a device is new.
fn told_of_new_devices(app: &TestApp, person: &Person) -> usize {
    let is_one = |subject: &String| subject.contains("a sign-in from a new device");
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.as_ref().is_some_and(is_one)).count()
}

#[actix_web::test]
async fn s25_a_set_up_that_the_team_demands_makes_no_known_client_a_new_device() {
    let app = TestApp::start().await;
    let (ada, alice, bob) = (
        app.user("ada").admin().with_totp().create().await,
        app.user("alice").create().await,
        app.user("bob").create().await,
    );
    let (mut office, mut hers, his) = (app.script(), app.browser(), app.browser());
    hers.sign_in(&alice).await;
    office.sign_in(&ada).await;
    let demand = json!({ "require_two_factor": true, "grace_days": 0 });
    office.send(Call::new(Method::PUT, "/team/policy").json(&demand)).await.is(200);
    app.advance(3601);

    for (mut person, mut browser, is_known) in [(alice, hers, true), (bob, his, false)] {
        let before = told_of_new_devices(&app, &person);
        assert_eq!(browser.log_in(&person).await.is(200)["status"], "enrollment_required");
        browser.enroll(&mut person).await;
        assert_eq!(told_of_new_devices(&app, &person) - before, usize::from(!is_known));
        let page = browser.get("/me/activity").await;
        let logged_in =
            page["items"].as_array().expect("items").iter().find(|item| item["action"] == "logged_in");
        assert_eq!(logged_in.expect("a log-in")["detail"]["known_client"], is_known, "{page}");

        // It is known from here on, too, and now by its second factor.
        app.advance(3601);
        browser.sign_in(&person).await;
        assert_eq!(told_of_new_devices(&app, &person) - before, usize::from(!is_known));
    }
}

#[actix_web::test]
async fn s25_programs_of_one_place_are_told_once_a_day_and_browsers_each_time() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").create().await;
    let told = || told_of_new_devices(&app, &alice);
    assert_eq!(told(), 0);
    // An hour and more between them, so that no budget of mails is in the way.
    for (address, expected) in [
        ("2001:db8:7:8::1", 1),
        ("2001:db8:7:8:ffff::2", 1),
        ("2001:db8:7:9::1", 2),
        ("198.51.100.8", 3),
        ("198.51.100.9", 4),
        ("198.51.100.8", 4),
    ] {
        app.script().from(address).log_in(&alice).await.authenticated();
        assert_eq!(told(), expected, "{address}");
        app.advance(3601);
    }
    app.advance(86_400);
    let mut script = app.script().from("198.51.100.8");
    script.log_in(&alice).await.authenticated();
    assert_eq!(told(), 5, "a day later");
    script.log_in(&alice).await.authenticated();
    assert_eq!(told(), 5, "it is known by now");
    for expected in [6, 7] {
        app.advance(3601);
        app.browser().from("198.51.100.8").log_in(&alice).await.authenticated();
        assert_eq!(told(), expected, "browsers");
    }
}
