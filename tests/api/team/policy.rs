//! `GET` and `PUT /team/policy`.

use reqwest::Method;

use super::{grows_stale, office, signed_in};
use crate::support::{Answer, Call, Client, PASSWORD, TestApp, Value, json};

pub(super) async fn put(client: &mut Client, body: Value) -> Answer {
    client.send(Call::new(Method::PUT, "/team/policy").json(&body)).await
}

fn of_a_new_team() -> Value {
    json!({
        "require_two_factor": false,
        "require_two_factor_for_admins": true,
        "grace_days": 14,
        "allow_sms": true,
        "allow_remember_device": true,
    })
}

#[actix_web::test]
async fn a_new_team_demands_it_of_admins_after_14_days() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    assert_eq!(*office.get("/team/policy").await.is(200).json(), of_a_new_team());
}

#[actix_web::test]
async fn what_is_put_changes_and_what_is_left_out_stays() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let mut expected = of_a_new_team();
    for (member, value) in [
        ("require_two_factor", json!(true)),
        ("require_two_factor_for_admins", json!(false)),
        ("grace_days", json!(365)),
        ("allow_sms", json!(false)),
        ("allow_remember_device", json!(false)),
        ("grace_days", json!(1)),
    ] {
        expected[member] = value.clone();
        assert_eq!(*put(&mut office, json!({ member: value })).await.is(200).json(), expected);
        assert_eq!(*office.get("/team/policy").await.json(), expected);
    }
    let back = put(&mut office, of_a_new_team()).await;
    assert_eq!(*back.is(200).json(), of_a_new_team());
    assert_eq!(*put(&mut office, json!({})).await.is(200).json(), of_a_new_team());
    let without_a_body = office.send(Call::new(Method::PUT, "/team/policy")).await;
    assert_eq!(*without_a_body.is(200).json(), of_a_new_team());
}

#[actix_web::test]
async fn each_change_is_written_down_with_the_policy_from_then_on() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    put(&mut office, json!({"grace_days": 7, "allow_sms": false})).await.is(200);
    put(&mut office, json!({"grace_days": 7})).await.is(200);
    let page = office.get("/team/activity").await;
    let entries: Vec<_> = page["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["action"] == "policy_changed")
        .collect();
    assert_eq!(entries.len(), 1, "what is as it was isn't written down: {page}");
    let mut policy = of_a_new_team();
    (policy["grace_days"], policy["allow_sms"]) = (json!(7), json!(false));
    assert_eq!(entries[0]["detail"], policy);
    assert_eq!(entries[0]["actor"]["name"], "Ada Lovelace");
    assert!(entries[0].get("subject").is_none(), "{page}");
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let refused =
        put(&mut office, json!({"grace_days": 366, "allow_sms": null, "require_two_factor": null})).await;
    for pointer in ["/grace_days", "/allow_sms", "/require_two_factor"] {
        refused.faulty_at(pointer);
    }
    for days in [json!(-1), json!(366), json!(65_536), json!(i64::MAX)] {
        put(&mut office, json!({ "grace_days": days })).await.faulty("/grace_days", "out_of_range");
    }
    for days in [json!("14"), json!(1.5), json!(true), json!(1e30)] {
        put(&mut office, json!({ "grace_days": days })).await.faulty("/grace_days", "wrong_type");
    }
    put(&mut office, json!({"grace_days": null})).await.faulty("/grace_days", "required");
    put(&mut office, json!({"allow_sms": "no"})).await.faulty("/allow_sms", "wrong_type");
    put(&mut office, json!({"allow_fax": true})).await.faulty("/allow_fax", "unknown_field");
    assert_eq!(*office.get("/team/policy").await.json(), of_a_new_team());
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let bob = app.user("bob").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_bob = signed_in(&app, &bob).await;
    of_bob.get("/team/policy").await.refused(403, "forbidden");
    for body in [json!({"allow_sms": false}), json!({"nonsense": 1}), json!({})] {
        put(&mut of_bob, body).await.refused(403, "forbidden");
    }
    put(&mut office, json!({"grace_days": 366})).await.faulty_at("/grace_days");
    for body in [json!({"allow_sms": false}), json!({})] {
        assert_eq!(put(&mut office, body).await.refused(403, "step_up_required")["max_age"], 600);
    }
    office.get("/team/policy").await.is(200);
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    put(&mut office, json!({"allow_sms": false})).await.is(200);
}

#[actix_web::test]
async fn s18_a_policy_is_of_ones_own_team() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let other = app.user("other").admin().in_team("Others").create().await;
    put(&mut signed_in(&app, &other).await, json!({"allow_sms": false})).await.is(200);
    assert_eq!(*office.get("/team/policy").await.json(), of_a_new_team());
}
