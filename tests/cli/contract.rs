//! `openapi`.

use super::process::{Folder, root};

#[test]
fn the_contract_in_the_repository_is_what_the_binary_prints() {
    let printed = Folder::new().run(&["openapi"]).succeeded();
    let kept = std::fs::read_to_string(root().join("openapi.yaml")).expect("openapi.yaml");
    let first = printed.lines().zip(kept.lines()).find(|(now, then)| now != then);
    assert!(printed == kept, "openapi.yaml is not current ({first:?}): run `make openapi`");
}
