// The user name and password in the URL are lost: let the page send an `Authorization` header instead.
// The last line goes to `routes/web.php` or `routes/api.php`.
// The file is there after `php artisan config:publish cors`; after a change: `php artisan config:clear`. `'*'` in `paths` means every path: narrow it to those of the API, as in `api/*`, if the rest should stay closed.

<?php

// config/cors.php
return [
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => [],
    'max_age' => null,
];

// In the routes, in place of the one that redirects with `user:password@`:
Route::any('/api/x', fn () => redirect()->away('https://files.example/x', 307)); // CHANGED
