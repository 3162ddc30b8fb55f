//! Spans of time as clients are told them.

use chrono::TimeDelta;

/// A span in whole seconds, rounded up, at least one: whoever waits as long as told is in time.
pub fn retry_after_seconds(span: TimeDelta) -> i64 {
    whole_seconds_up(span).max(1)
}

/// A span in whole seconds, rounded up, and none where it is over.
pub(crate) fn whole_seconds_up(span: TimeDelta) -> i64 {
    let part = i64::from(span.subsec_nanos() > 0);
    span.num_seconds().saturating_add(part).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_second_is_a_whole_one() {
        assert_eq!(retry_after_seconds(TimeDelta::milliseconds(14_001)), 15);
        assert_eq!(retry_after_seconds(TimeDelta::seconds(15)), 15);
        assert_eq!(retry_after_seconds(TimeDelta::zero()), 1);
        assert_eq!(retry_after_seconds(TimeDelta::seconds(-3)), 1);
        assert_eq!(whole_seconds_up(TimeDelta::milliseconds(-1)), 0);
    }
}
