//! `PATCH /team/users/{id}`: what numbers are taken.

use crate::support::{Answer, Client, TestApp, Value, json};

use super::{of, signed_in};

struct Editor {
    path: String,
    client: Client,
    _app: TestApp,
}

impl Editor {
    async fn with(settings: &[(&str, &str)]) -> Self {
        let app = TestApp::with(settings).await;
        let alice = app.user("alice").create().await;
        Self { path: of(&alice), client: signed_in(&app, &alice).await, _app: app }
    }

    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn edit(&mut self, body: Value) -> Answer {
        self.client.patch(&self.path, body).await
    }

    /// The country and the number on file.
    async fn on_file(&mut self) -> (Value, Value) {
        let shown = self.client.get(&self.path).await;
        (shown["country_code"].clone(), shown["cell_phone"].clone())
    }

    async fn takes(&mut self, body: Value, country: &str, number: &str) {
        let edited = self.edit(body.clone()).await;
        edited.is(200);
        assert_eq!(
            (&edited["country_code"], &edited["cell_phone"]),
            (&country.into(), &number.into()),
            "{body}: {edited}"
        );
        assert_eq!(self.on_file().await, (country.into(), number.into()));
    }
}

#[actix_web::test]
async fn a_number_is_taken_as_it_was_typed_and_kept_in_one_form() {
    let mut editor = Editor::new().await;
    for typed in ["(201) 555-0123", "201.555.0123", " 1 201 555 0123 ", "+1 (201) 555-0123"] {
        editor.takes(json!({"country_code": "US", "cell_phone": typed}), "US", "+12015550123").await;
        editor.edit(json!({"cell_phone": null, "country_code": null})).await.is(200);
    }
    editor.takes(json!({"country_code": "de", "cell_phone": "0151 23456789"}), "DE", "+4915123456789").await;
}

#[actix_web::test]
async fn c104_digits_of_other_scripts_are_mapped() {
    let mut editor = Editor::new().await;
    editor.takes(json!({"country_code": "SA", "cell_phone": "٠٥١ ٢٣٤ ٥٦٧٨"}), "SA", "+966512345678").await;
    editor.takes(json!({"cell_phone": "＋４９１５１２３４５６７８９"}), "DE", "+4915123456789").await;
}

#[actix_web::test]
async fn an_international_number_beats_the_country_which_becomes_its_own() {
    let mut editor = Editor::new().await;
    editor.takes(json!({"country_code": "DE", "cell_phone": "+12015550123"}), "US", "+12015550123").await;
    editor.takes(json!({"cell_phone": "+44 7400 123456"}), "GB", "+447400123456").await;
    // The calling code alone doesn't tell the country.
    editor.takes(json!({"country_code": "US", "cell_phone": "+1 204 234 5678"}), "CA", "+12042345678").await;
}

#[actix_web::test]
async fn a_national_number_needs_a_country_sent_or_stored() {
    let mut editor = Editor::new().await;
    editor.edit(json!({"cell_phone": "0151 23456789"})).await.faulty("/country_code", "required");
    editor
        .edit(json!({"cell_phone": "0151 23456789", "country_code": null}))
        .await
        .faulty("/country_code", "required");
    editor.edit(json!({"country_code": "DE"})).await.is(200);
    editor.takes(json!({"cell_phone": "0151 23456789"}), "DE", "+4915123456789").await;
}

#[actix_web::test]
async fn numbers_that_are_none_or_take_no_texts_are_pointed_to() {
    let mut editor = Editor::new().await;
    for (country, number, code) in [
        ("US", "", "invalid"),
        ("US", "half past five", "invalid"),
        ("US", "555-0123", "invalid"),
        ("US", "(201) 555-0123 x5", "invalid"),
        ("US", "201-555-0123x", "invalid"),
        ("US", "(123) 555-0123", "invalid"),
        ("US", "+999 123 4567", "invalid"),
        ("DE", "030 123456", "not_mobile"),
        ("US", "800 234 5678", "not_mobile"),
        ("US", "1-900-234-5678", "not_mobile"),
    ] {
        let refused = editor.edit(json!({"country_code": country, "cell_phone": number})).await;
        refused.faulty("/cell_phone", code);
    }
    for country in ["XX", "USA", "", "U1", "ÜS"] {
        let refused = editor.edit(json!({"country_code": country, "cell_phone": "+12015550123"})).await;
        refused.faulty("/country_code", "invalid");
    }
    assert_eq!(editor.on_file().await, (Value::Null, Value::Null));
}

#[actix_web::test]
async fn s9_countries_that_are_not_on_the_list_are_refused() {
    let mut editor = Editor::with(&[("sms.countries", "DE, at")]).await;
    let refused = editor.edit(json!({"country_code": "US", "cell_phone": "(201) 555-0123"})).await;
    refused.faulty("/cell_phone", "country_not_allowed");
    let refused = editor.edit(json!({"country_code": "DE", "cell_phone": "+12015550123"})).await;
    refused.faulty("/cell_phone", "country_not_allowed");
    editor.takes(json!({"country_code": "AT", "cell_phone": "0664 123456"}), "AT", "+43664123456").await;
}

#[actix_web::test]
async fn c149_null_removes_and_absent_leaves() {
    let mut editor = Editor::new().await;
    let body = json!({"country_code": "US", "cell_phone": "(201) 555-0123"});
    editor.takes(body.clone(), "US", "+12015550123").await;

    // One field at a time leaves the other ones.
    editor.edit(json!({"name": "Alice B."})).await.is(200);
    editor.edit(json!({})).await.is(200);
    assert_eq!(editor.on_file().await, ("US".into(), "+12015550123".into()));

    editor.edit(json!({"cell_phone": null})).await.is(200);
    assert_eq!(editor.on_file().await, ("US".into(), Value::Null));
    editor.takes(json!({"cell_phone": "(201) 555-0123"}), "US", "+12015550123").await;
    editor.edit(json!({"cell_phone": null, "country_code": null})).await.is(200);
    assert_eq!(editor.on_file().await, (Value::Null, Value::Null));
    assert_eq!(editor.client.get(&editor.path.clone()).await["name"], "Alice B.");
}

#[actix_web::test]
async fn a_number_on_file_says_its_country_itself() {
    let mut editor = Editor::new().await;
    editor.takes(json!({"cell_phone": "+12015550123"}), "US", "+12015550123").await;
    for country in [json!("DE"), Value::Null] {
        editor.edit(json!({"country_code": country})).await.is(200);
        assert_eq!(editor.on_file().await, ("US".into(), "+12015550123".into()));
    }
}

#[actix_web::test]
async fn mistyped_and_unknown_fields_are_pointed_to() {
    let mut editor = Editor::new().await;
    for (body, pointer) in [
        (json!({"cell_phone": 12_015_550_123_u64}), "/cell_phone"),
        (json!({"country_code": 1}), "/country_code"),
        (json!({"name": {}}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"email": "a@example.com"}), "/email"),
        (json!({"phone_verified": true}), "/phone_verified"),
    ] {
        editor.edit(body).await.faulty_at(pointer);
    }
    let both = editor.edit(json!({"name": " ", "country_code": "US", "cell_phone": "1"})).await;
    both.faulty_at("/name");
    both.faulty_at("/cell_phone");
}
