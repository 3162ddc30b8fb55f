use crate::support::{TestApp, Value, json};

#[actix_web::test]
async fn all_countries_are_listed_by_name_to_anybody() {
    let app = TestApp::start().await;
    let answer = app.script().get("/countries").await;

    let all = answer.is(200).json().as_array().expect("a list").clone();
    assert!(all.len() >= 240, "{}", all.len());
    let find = |code: &str| all.iter().find(|country| country["code"] == code).expect("a country").clone();
    let states =
        json!({"code": "US", "name": "United States", "calling_code": "+1", "example": "(201) 555-0123"});
    assert_eq!(find("US"), states);
    assert_eq!(find("DE")["calling_code"], "+49");
    // Where letters beyond ASCII sort is the language's business.
    let names: Vec<_> = all.iter().filter_map(|country| country["name"].as_str()).collect();
    let names: Vec<_> = names.into_iter().filter(|name| name.is_ascii()).map(str::to_lowercase).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert!(answer.header("cache-control").contains("public"));
}

#[actix_web::test]
async fn every_example_can_be_saved_for_its_country() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let countries = client.get("/countries").await;
    let all: Vec<Value> = countries.json().as_array().expect("a list").clone();
    // One in eight is enough here; the domain's tests read them all.
    for country in all.iter().filter(|country| country["code"] != "TA").step_by(8) {
        let body = json!({"country_code": country["code"], "cell_phone": country["example"]});
        let edited = client.patch(&format!("/team/users/{}", alice.id), body).await;
        assert_eq!(edited.is(200)["country_code"], country["code"], "{country}");
        let calling_code = country["calling_code"].as_str().expect("text");
        assert!(edited.text("cell_phone").starts_with(calling_code), "{country}: {edited}");
    }
}
