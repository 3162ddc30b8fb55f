//! x
use vestibule_domain::phone::*;
fn main() {
    for c in countries() {
        println!("{}\t{}\t{}\t{}", c.code, c.name, c.calling_code, c.example);
    }
}
