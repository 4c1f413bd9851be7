// The URL loses its user name and password. Let the page send an `Authorization` header instead.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'max_age' => null,
];

// In place of the route that redirects with `user:password@`,
// in routes/api.php, where Laravel puts /api before every path:
Route::any('/x', fn () => redirect()->away('https://files.example/x', 307)); // CHANGED
