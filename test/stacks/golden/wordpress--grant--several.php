// Deactivate CORS plugins, because they change or repeat these headers.

<?php
// wp-content/mu-plugins/cors.php; keep the other entries:

add_action( 'rest_api_init', function () {
	if ( ! defined( 'REST_REQUEST' ) ) {
		return;
	}
	// Without this, WordPress lets every origin read with cookies.
	remove_filter( 'rest_pre_serve_request', 'rest_send_cors_headers' );

	$allowed_origins = array( 'http://[::1]:3000', 'https://app.example' ); // CHANGED
	$origin = get_http_origin();
	header( 'Vary: Origin', false );
	if ( in_array( $origin, $allowed_origins, true ) ) {
		header( "Access-Control-Allow-Origin: $origin" ); // CHANGED
		header( 'Access-Control-Allow-Credentials: true' );
	}

	// Preflights end here, before authentication.
	if ( 'OPTIONS' === $_SERVER['REQUEST_METHOD'] && isset( $_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'] ) ) {
		header( 'Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE' );
		header( 'Access-Control-Allow-Headers: Authorization' );
		header( 'Access-Control-Max-Age: 600' );
		status_header( 204 );
		exit;
	}
}, 15 ); // after WordPress adds its own filter at 10

add_filter( 'rest_exposed_cors_headers', function ( $names ) {
	return array_unique( array_merge( $names, array( 'X-Total-Count' ) ) );
} );
