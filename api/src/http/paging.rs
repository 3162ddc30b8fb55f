//! Lists in pages: `{items, next_cursor}`, with opaque cursors.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Query};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::error::{ApiError, ApiResult, Fault, Faults};

/// Items of a page, unless the caller says how many.
const DEFAULT_LIMIT: usize = 50;

/// The most items of a page.
const LARGEST_LIMIT: usize = 100;

/// Which page of a list.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items, 1 to 100.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 50, required = false)]
    pub limit: usize,
    /// `next_cursor` of the page before.
    #[param(value_type = Option<String>, required = false)]
    pub cursor: Option<Uuid>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    items: Vec<T>,
    /// Gets the next page; null at the end.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The same page of other views.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(view).collect(), next_cursor: self.next_cursor }
    }
}

#[derive(Deserialize)]
struct Asked {
    limit: Option<String>,
    cursor: Option<String>,
}

impl FromRequest for Paging {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of_query(req.query_string()))
    }
}

impl Paging {
    fn of_query(query: &str) -> ApiResult<Self> {
        let asked = Query::<Asked>::from_query(query)?.into_inner();
        let mut faults = Faults::default();
        let limit = faults.keep(asked.limit.as_deref().map_or(Ok(DEFAULT_LIMIT), limit));
        let cursor = faults.keep(asked.cursor.as_deref().map(cursor).transpose());
        faults.none()?;
        Ok(Self { limit: limit.unwrap_or(DEFAULT_LIMIT), cursor: cursor.flatten() })
    }

    /// One more than the page holds: whether it comes tells whether there is a next page.
    pub fn fetched(&self) -> u64 {
        self.limit as u64 + 1
    }

    /// The page of rows that began after the cursor, [`Paging::fetched`] at most.
    pub fn page<T>(&self, mut fetched: Vec<T>, id: impl Fn(&T) -> Uuid) -> Page<T> {
        let more = fetched.len() > self.limit;
        fetched.truncate(self.limit);
        let next_cursor =
            fetched.last().filter(|_| more).map(|last| BASE64_URL_SAFE_NO_PAD.encode(id(last).as_bytes()));
        Page { items: fetched, next_cursor }
    }

    /// The page of a list that is short enough to be read whole; its cursor is the id of the item before.
    pub fn page_of<T>(&self, all: Vec<T>, id: impl Fn(&T) -> Uuid) -> ApiResult<Page<T>> {
        let start = match self.cursor {
            Some(cursor) => all
                .iter()
                .position(|item| id(item) == cursor)
                .map(|place| place + 1)
                .ok_or_else(bad_cursor)?,
            None => 0,
        };
        let rest = all.into_iter().skip(start).take(self.limit + 1).collect();
        Ok(self.page(rest, id))
    }
}

fn limit(text: &str) -> Result<usize, Fault> {
    let limit = text.parse().ok().filter(|limit| (1..=LARGEST_LIMIT).contains(limit));
    limit.ok_or_else(|| Fault::at("/limit", "invalid", "A limit is a number from 1 to 100."))
}

fn cursor(text: &str) -> Result<Uuid, Fault> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
    bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok()).ok_or_else(bad_cursor)
}

fn bad_cursor() -> Fault {
    Fault::at("/cursor", "invalid", "A cursor is the next_cursor of an earlier page of this list.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_follow_one_another_to_the_end() {
        let all: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
        let first = Paging { limit: 3, cursor: None }.page_of(all.clone(), |id| *id).expect("a page");
        let next = format!("limit=3&cursor={}", first.next_cursor.expect("more"));
        let second =
            Paging::of_query(&next).and_then(|paging| paging.page_of(all, |id| *id)).expect("a page");
        assert_eq!(second.items, [Uuid::from_u128(4), Uuid::from_u128(5)]);
        assert_eq!(second.next_cursor, None);
    }

    #[test]
    fn bad_limits_and_cursors_are_refused() {
        for query in ["limit=0", "limit=101", "limit=x", "limit=-1", "cursor=%FF", "cursor=abc"] {
            assert!(Paging::of_query(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn s23_whatever_is_asked_is_a_bounded_page_or_refused(
            query in "(?s:.){0,60}|limit=[+-]?[0-2]?[0-9]{0,2}|(limit|cursor)=[0-9+%A-Za-z_-]{0,30}(&limit=[0-9%A-Z]{0,5})?",
        ) {
            if let Ok(paging) = Paging::of_query(&query) {
                prop_assert!((1..=LARGEST_LIMIT).contains(&paging.limit));
            }
        }

        #[test]
        fn s23_a_cursor_reads_back_and_nothing_else_is_one(id: u128, text in "(?s:.){0,30}|[ +]?[A-Za-z0-9_-]{21}[AQgw]?[ =]{0,2}") {
            let id = Uuid::from_u128(id);
            let told = BASE64_URL_SAFE_NO_PAD.encode(id.as_bytes());
            prop_assert_eq!(cursor(&told), Ok(id));
            if let Ok(read) = cursor(&text) {
                prop_assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(read.as_bytes()), text);
            }
        }
    }
}
