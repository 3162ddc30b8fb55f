//! Help and wrong use.

use super::process::Folder;

/// All commands, found by asking each for its own commands.
fn all_commands(folder: &Folder, above: &[String]) -> Vec<Vec<String>> {
    let mut args: Vec<_> = above.iter().map(String::as_str).collect();
    args.push("--help");
    let help = folder.run(&args).succeeded();
    let listed = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let names = listed
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help");
    let below = names.map(|name| [above, &[name.to_owned()]].concat());
    let mut all: Vec<_> = below.flat_map(|command| all_commands(folder, &command)).collect();
    if all.is_empty() {
        all.push(above.to_vec());
    }
    all
}

#[test]
fn the_commands_of_the_handbook_are_there() {
    let all: Vec<_> =
        all_commands(&Folder::new(), &[]).into_iter().map(|command| command.join(" ")).collect();
    for command in [
        "serve",
        "migrate",
        "config check",
        "team add",
        "team list",
        "user add",
        "user list",
        "user show",
        "user disable",
        "user enable",
        "user end-sessions",
        "user reset-two-factor",
        "user set-password",
        "keys rotate",
        "activity export",
        "doctor",
        "openapi",
    ] {
        assert!(all.iter().any(|there| there == command), "{command} is missing in {all:?}");
    }
}

#[test]
fn the_help_of_every_command_has_an_example_of_it() {
    let folder = Folder::new();
    for command in all_commands(&folder, &[]) {
        let args: Vec<_> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let help = folder.run(&args).succeeded();
        let example = format!("Example: vestibule {}", command.join(" "));
        assert!(help.contains(&example), "no example in the help of {command:?}:\n{help}");
    }
}

#[test]
fn wrong_use_exits_2_and_says_so_on_stderr_alone() {
    let folder = Folder::new();
    let user = ["user", "add", "--team", "Acme", "--username", "bob", "--email", "b@example.com"];
    let named = [&user[..], &["--name", "Bob Bell"]].concat();
    let wrong: Vec<Vec<&str>> = vec![
        vec![],
        vec!["fly"],
        vec!["serve", "--fast"],
        vec!["team"],
        vec!["team", "add"],
        vec!["user", "show"],
        vec!["user", "set-password", "bob"],
        vec!["user", "set-password", "bob", "--password", "seven purple bicycles"],
        vec!["config", "check", "--set", "brand.name"],
        vec!["activity", "export", "--since", "yesterday"],
        user.to_vec(),
        named.clone(),
        [&named[..], &["--invite", "--password-stdin"]].concat(),
        [&named[..], &["--invite", "--role", "owner"]].concat(),
    ];
    for args in wrong {
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(2), "{args:?}: {ran:?}");
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{args:?}: {ran:?}");
    }
    assert!(!folder.path("data").exists(), "wrong use leaves nothing behind");
}

#[test]
fn help_asks_for_no_settings() {
    let folder = Folder::new();
    std::fs::write(folder.path("vestibule.toml"), "nonsense").expect("written");
    folder.run(&["serve", "--help"]).succeeded();
    folder.run(&["--version"]).succeeded();
    folder.run(&["openapi"]).succeeded();
}
