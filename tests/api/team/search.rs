use crate::support::{Client, Person, TestApp};

use super::signed_in;

/// The names that a query finds, in their order.
async fn found(client: &mut Client, query: &str) -> String {
    let query = query.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let page = client.get(&format!("/team/users?query={query}")).await;
    let items = page.is(200)["items"].as_array().expect("items");
    items.iter().filter_map(|user| user["username"].as_str()).collect::<Vec<_>>().join(" ")
}

struct Team {
    app: TestApp,
    ada: Person,
    bob: Person,
}

/// An admin, and a member beside somebody with a number.
async fn team() -> Team {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_name("Ada Lovelace").create().await;
    app.advance(1);
    let bob = app.user("bob").with_name("Bob 100% Bell").create().await;
    app.advance(1);
    let number = "+12015550142";
    app.user("carol").with_email("c.jones@mail.example").with_phone(number).create().await;
    app.user("ada-of-others").in_team("Others").create().await;
    Team { app, ada, bob }
}

#[actix_web::test]
async fn a_part_of_a_name_or_user_name_finds_whatever_its_case() {
    let team = team().await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    assert_eq!(found(&mut bob, "lovel").await, "ada");
    assert_eq!(found(&mut bob, "LOVELACE").await, "ada");
    assert_eq!(found(&mut bob, "BO").await, "bob");
    assert_eq!(found(&mut bob, "caro").await, "carol");
    assert_eq!(found(&mut bob, "nobody").await, "");
}

#[actix_web::test]
async fn a_query_of_nothing_finds_everybody() {
    let team = team().await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    for query in ["", "  "] {
        assert_eq!(found(&mut bob, query).await, "ada bob carol");
    }
}

#[actix_web::test]
async fn signs_that_databases_read_otherwise_are_letters() {
    let team = team().await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    assert_eq!(found(&mut bob, "100%").await, "bob");
    for query in ["%", "_"] {
        assert!(found(&mut bob, query).await.len() <= "bob".len(), "{query}");
    }
    for query in ["a%a", "a_a", "'", "\\", "ada' or 1=1 --", "*"] {
        assert_eq!(found(&mut bob, query).await, "", "{query}");
    }
}

#[actix_web::test]
async fn s23_a_sign_that_ends_texts_in_databases_finds_nobody() {
    let team = team().await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    for query in ["\u{0}", "ada\u{0}", "\u{0}ada"] {
        assert_eq!(found(&mut bob, query).await, "", "{query:?}");
    }
}

#[actix_web::test]
async fn c79_a_number_or_an_address_finds_only_whom_the_asker_may_edit() {
    let team = team().await;
    let mut ada = signed_in(&team.app, &team.ada).await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    for query in ["+12015550142", "5550142", "c.jones", "mail.example"] {
        assert_eq!(found(&mut ada, query).await, "carol", "{query}");
        assert_eq!(found(&mut bob, query).await, "", "{query}");
    }
    // One's own row one may edit.
    assert_eq!(found(&mut bob, "bob@example.com").await, "bob");
}

#[actix_web::test]
async fn c71_c79_a_former_admin_searches_as_a_member() {
    let team = team().await;
    let mut former = signed_in(&team.app, &team.ada).await;
    let second = team.app.user("second").admin().create().await;
    assert_eq!(found(&mut former, "5550142").await, "carol");
    let mut second = signed_in(&team.app, &second).await;
    second.patch(&super::of(&team.ada), crate::support::json!({"role": "member"})).await.is(200);
    assert_eq!(found(&mut former, "5550142").await, "");
}

#[actix_web::test]
async fn a_query_has_200_characters_at_most() {
    let team = team().await;
    let mut bob = signed_in(&team.app, &team.bob).await;
    assert_eq!(found(&mut bob, &"ü".repeat(200)).await, "");
    let query = "x".repeat(201);
    bob.get(&format!("/team/users?query={query}")).await.faulty_at("/query");
}

#[actix_web::test]
async fn a_search_has_pages_too() {
    let team = team().await;
    let mut ada = signed_in(&team.app, &team.ada).await;
    let first = ada.get("/team/users?query=example&limit=2").await;
    assert_eq!(first.is(200)["items"].as_array().map(Vec::len), Some(2));
    let cursor = first.text("next_cursor");
    let rest = ada.get(&format!("/team/users?query=example&limit=2&cursor={cursor}")).await;
    assert_eq!(rest["items"][0]["username"], "carol");
}

#[actix_web::test]
async fn a_name_is_found_by_its_folded_letters_on_every_engine() {
    let app = TestApp::start().await;
    let bob = app.user("bob").create().await;
    app.user("joerg").with_name("Jörg Äußerst-Straße").create().await;
    let mut bob = signed_in(&app, &bob).await;
    for query in ["STRASSE", "straße", "äUSSerst", "JÖRG"] {
        assert_eq!(found(&mut bob, query).await, "joerg", "{query}");
    }
}
