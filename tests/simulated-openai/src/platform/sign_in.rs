//! The sign-in form.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::cookie;
use crate::service::Service;

/// Where the form's page says what went wrong.
const MESSAGE: &str = "<!-- message -->";

#[derive(Deserialize)]
pub(super) struct Credentials {
    email: String,
    password: String,
}

pub(super) async fn form() -> Html<String> {
    page("")
}

pub(super) async fn submit(State(service): State<Arc<Service>>, Form(typed): Form<Credentials>) -> Response {
    let is_right = service.world.read().user(&typed.email).is_some_and(|user| user.password == typed.password);
    if !is_right {
        return (StatusCode::UNAUTHORIZED, page("Wrong email or password. Try again.")).into_response();
    }
    let cookie = cookie::set(&service.sessions.sign_in(&typed.email));
    ([(header::SET_COOKIE, cookie)], Redirect::to("/usage")).into_response()
}

fn page(message: &'static str) -> Html<String> {
    Html(include_str!("pages/login.html").replace(MESSAGE, message))
}
