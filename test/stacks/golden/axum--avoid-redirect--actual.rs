// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

// cargo add tower-http --features cors
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    // .allow_credentials(true) // uncomment if the page sends cookies
    .allow_headers(["content-type", "x-api-key"].map(HeaderName::from_static)) // CHANGED
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT]) // CHANGED
    .allow_origin(["https://app.example"].map(HeaderValue::from_static)); // CHANGED

// Instead of the handler that redirects with `user:password@`.
use axum::response::IntoResponse;
let app = app.layer(axum::middleware::from_fn( // CHANGED
    |request: axum::extract::Request, next: axum::middleware::Next| async move { // CHANGED
        if request.uri().path() == "/api/x" { // CHANGED
            return axum::response::Redirect::temporary("https://files.example/x").into_response(); // CHANGED
        } // CHANGED
        next.run(request).await // CHANGED
    }, // CHANGED
)); // CHANGED

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors);
