<?php
// A plugin with a REST route, which makes the scenario's mistakes and sends CORS headers in place of WordPress's own.
$scenario = json_decode(getenv('SCENARIO'), true);

add_action('rest_api_init', function () use ($scenario) {
    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');
    register_rest_route('api', '/(?P<name>[a-z]+)', [
        'methods' => ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        'permission_callback' => '__return_true',
        'callback' => function () use ($scenario) {
            if ($scenario['error'] ?? false) {
                throw new RuntimeException('down');
            }
            return new WP_REST_Response([]);
        },
    ]);
}, 15);

add_filter('rest_authentication_errors', fn ($error) =>
    ($scenario['auth'] ?? false) && !isset($_SERVER['HTTP_AUTHORIZATION'])
        ? new WP_Error('rest_not_logged_in', 'You are not logged in.', ['status' => 401])
        : $error);

add_filter('rest_pre_dispatch', function ($result, $server, $request) use ($scenario) {
    if ($request->get_method() === 'OPTIONS' && isset($scenario['optionsStatus'])) {
        return new WP_REST_Response(null, $scenario['optionsStatus']);
    }
    if (isset($scenario['redirect']) && $request->get_route() === '/api/x') {
        return new WP_REST_Response(null, $scenario['redirect'][0], ['Location' => $scenario['redirect'][1]]);
    }
    return $result;
}, 10, 3);

add_filter('rest_pre_serve_request', function ($served) use ($scenario) {
    foreach ($scenario['headers'] as [$name, $value]) {
        header("$name: $value", $name !== 'Access-Control-Allow-Origin');
    }
    if (in_array(get_http_origin(), $scenario['listed'], true)) {
        header('Access-Control-Allow-Origin: ' . get_http_origin());
    }
    if ($scenario['cached'] ?? false) {
        header('Cache-Control: public, max-age=600');
    }
    return $served;
});
