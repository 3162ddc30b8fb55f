//! Who is told of every statement that is sent.

use std::{fmt, sync::OnceLock};

use sea_orm::Statement;

type Told = Box<dyn Fn(&Statement) + Send + Sync>;

/// Somebody, or nobody.
#[derive(Default)]
pub(super) struct Watcher(OnceLock<Told>);

impl Watcher {
    /// Tells of every statement that is sent from now on.
    pub(super) fn set(&self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        self.0.get_or_init(|| Box::new(told));
    }

    pub(super) fn tell(&self, statement: &Statement) {
        if let Some(told) = self.0.get() {
            told(statement);
        }
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watcher").field(&self.0.get().is_some()).finish()
    }
}
