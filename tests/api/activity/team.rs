use vestibule::activity::By;
use vestibule_domain::activity::Happening;

use super::{account, actions, note, signed_in};
use crate::support::{Client, Person, TestApp, Value, json};

struct Team {
    app: TestApp,
    alice: Person,
    office: Client,
}

/// An admin who reads, after three things happened to Alice and her admin: at 8:00:01, :02 and :03.
async fn team() -> Team {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let alice = app.user("alice").create().await;
    let (of_ada, of_alice) = (account(&app, &ada).await, account(&app, &alice).await);
    note(&app, &of_alice, By::Admin(&of_ada), Happening::UserDisabled).await;
    note(&app, &of_ada, By::Owner, Happening::PhoneRemoved).await;
    note(&app, &of_alice, By::Owner, Happening::EmailChanged).await;
    let office = signed_in(&app, &ada).await;
    Team { app, alice, office }
}

#[actix_web::test]
async fn an_admin_reads_the_whole_teams_newest_first() {
    let mut team = team().await;
    let newest_first = "logged_in email_changed phone_removed user_disabled";
    assert_eq!(actions(&mut team.office, "/team/activity").await, newest_first);
    assert_eq!(actions(&mut team.office, "/team/activity?order=desc").await, newest_first);
    let oldest_first = "user_disabled phone_removed email_changed logged_in";
    assert_eq!(actions(&mut team.office, "/team/activity?order=asc").await, oldest_first);
}

#[actix_web::test]
async fn a_member_may_not_read_it() {
    let team = team().await;
    let mut alice = signed_in(&team.app, &team.alice).await;
    alice.get("/team/activity").await.refused(403, "forbidden");
    // Rights come before what is asked.
    alice.get("/team/activity?order=sideways&limit=0").await.refused(403, "forbidden");
    let own = format!("/team/activity?user={}", team.alice.id);
    alice.get(&own).await.refused(403, "forbidden");
}

#[actix_web::test]
async fn s18_another_teams_log_is_not_there() {
    let mut team = team().await;
    let stranger = team.app.user("stranger").admin().in_team("Others").create().await;
    let of_stranger = account(&team.app, &stranger).await;
    note(&team.app, &of_stranger, By::Owner, Happening::TwoFactorDisabled).await;

    let page = team.office.get("/team/activity").await;
    assert!(!page.is(200).body.contains("two_factor_disabled"), "{page}");
    let of_stranger = format!("/team/activity?user={}", stranger.id);
    assert_eq!(actions(&mut team.office, &of_stranger).await, "");
    let mut others = signed_in(&team.app, &stranger).await;
    assert_eq!(actions(&mut others, "/team/activity").await, "logged_in two_factor_disabled");
}

#[actix_web::test]
async fn a_users_entries_are_those_about_and_by_them() {
    let mut team = team().await;
    let of_alice = format!("/team/activity?user={}", team.alice.id);
    assert_eq!(actions(&mut team.office, &of_alice).await, "email_changed user_disabled");
    let oldest_first = actions(&mut team.office, &format!("{of_alice}&order=asc")).await;
    assert_eq!(oldest_first, "user_disabled email_changed");
    let me = team.office.get("/me").await;
    let of_ada = format!("/team/activity?user={}", me.text("id"));
    assert_eq!(actions(&mut team.office, &of_ada).await, "logged_in phone_removed user_disabled");
    let nobody = "/team/activity?user=01890000-0000-7000-8000-000000000000";
    assert_eq!(actions(&mut team.office, nobody).await, "");
}

#[actix_web::test]
async fn what_came_after_an_entry_or_a_time_is_read_in_either_order() {
    let mut team = team().await;
    let page = team.office.get("/team/activity?order=asc").await;
    let second = page["items"][1]["id"].as_str().expect("an id").to_owned();
    for after in [&second, "2027-01-15T08:00:02Z", "2027-01-15T09:00:02%2B01:00", "2027-01-15T08:00:02.0004Z"]
    {
        let path = format!("/team/activity?after={after}");
        assert_eq!(actions(&mut team.office, &path).await, "logged_in email_changed", "{after}");
        let path = format!("{path}&order=asc");
        assert_eq!(actions(&mut team.office, &path).await, "email_changed logged_in", "{after}");
    }
    let before = actions(&mut team.office, "/team/activity?order=asc&after=2027-01-15T08:00:01.999Z").await;
    assert_eq!(before, "phone_removed email_changed logged_in");
    let last = page["items"][3]["id"].as_str().expect("an id");
    assert_eq!(actions(&mut team.office, &format!("/team/activity?after={last}")).await, "");
    for always in ["0000-01-01T00:00:00Z", "1969-12-31T00:00:00Z"] {
        let page = team.office.get(&format!("/team/activity?after={always}")).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(4), "{page}");
    }
    assert_eq!(actions(&mut team.office, "/team/activity?after=9999-12-31T23:59:59Z").await, "");
}

#[actix_web::test]
async fn whoever_polls_gets_each_entry_once() {
    let mut team = team().await;
    let (mut last, mut seen) = ("2027-01-15T08:00:00Z".to_owned(), Vec::new());
    for round in 0..6 {
        let page = team.office.get(&format!("/team/activity?order=asc&limit=2&after={last}")).await;
        for item in page.is(200)["items"].as_array().expect("items") {
            item["id"].as_str().expect("an id").clone_into(&mut last);
            seen.push(item["action"].as_str().expect("an action").to_owned());
        }
        if round == 2 {
            let of_alice = account(&team.app, &team.alice).await;
            note(&team.app, &of_alice, By::Owner, Happening::PasswordChanged).await;
        }
    }
    assert_eq!(seen, ["user_disabled", "phone_removed", "email_changed", "logged_in", "password_changed"]);
}

#[actix_web::test]
async fn pages_follow_one_another_in_either_order() {
    let mut team = team().await;
    for (query, rest) in
        [("order=desc", "phone_removed user_disabled"), ("order=asc", "email_changed logged_in")]
    {
        let first = team.office.get(&format!("/team/activity?{query}&limit=2")).await;
        let next = format!("/team/activity?{query}&limit=2&cursor={}", first.text("next_cursor"));
        assert_eq!(actions(&mut team.office, &next).await, rest);
        assert_eq!(team.office.get(&next).await["next_cursor"], Value::Null);
    }
    let of_alice = format!("/team/activity?limit=1&user={}", team.alice.id);
    let first = team.office.get(&of_alice).await;
    let next = format!("{of_alice}&cursor={}", first.text("next_cursor"));
    assert_eq!(actions(&mut team.office, &next).await, "user_disabled");
}

#[actix_web::test]
async fn bad_orders_times_and_users_are_pointed_to() {
    let mut team = team().await;
    for order in ["", "up", "ASC", "asc%20"] {
        team.office.get(&format!("/team/activity?order={order}")).await.faulty("/order", "invalid");
    }
    for after in ["", "yesterday", "2027-01-15", "2027-01-15T09:00:02+01:00", "1800000000", "%00"] {
        team.office.get(&format!("/team/activity?after={after}")).await.faulty("/after", "invalid");
    }
    for user in ["", "alice", "1", "%00", "01890000-0000-7000-8000-00000000000g"] {
        team.office.get(&format!("/team/activity?user={user}")).await.faulty("/user", "invalid");
    }
    let all = team.office.get("/team/activity?order=x&after=x&user=x").await;
    for pointer in ["/order", "/after", "/user"] {
        all.faulty_at(pointer);
    }
    team.office.get("/team/activity?limit=0").await.faulty_at("/limit");
    team.office.get("/team/activity?cursor=x").await.faulty_at("/cursor");
}

#[actix_web::test]
async fn s18_c71_who_is_no_admin_any_more_reads_it_no_more() {
    let app = TestApp::start().await;
    let first = app.user("first").admin().with_totp().create().await;
    let second = app.user("second").admin().with_totp().create().await;
    let (mut office, mut demoted) = (signed_in(&app, &first).await, signed_in(&app, &second).await);
    demoted.get("/team/activity").await.is(200);
    office.patch(&format!("/team/users/{}", second.id), json!({ "role": "member" })).await.is(200);
    demoted.get("/team/activity").await.refused(403, "forbidden");
}
