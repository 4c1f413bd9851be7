// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.
// Keep the other `paths`, such as `sanctum/csrf-cookie`.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    // 'supports_credentials' => true, // uncomment if the page sends cookies
];

// In place of the route that redirects with `user:password@`,
// in routes/api.php, where Laravel puts /api before every path:
Route::any('/x', fn () => redirect()->away('https://files.example/x', 307)); // CHANGED
