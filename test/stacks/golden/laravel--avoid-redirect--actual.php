// The URL loses its user name and password. Let the page send an `Authorization` header instead.
// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

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
