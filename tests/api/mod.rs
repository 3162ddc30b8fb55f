mod auth;
mod journeys;
mod rules;
