// A header that names one origin, always, needs no `Vary`; with several Laravel sends `Vary: Origin` on every answer of the `paths`.
// Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.
// The file is there after `php artisan config:publish cors`; keep what other `paths` it lists, as `sanctum/csrf-cookie`. After a change: `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['http://[::1]:3000', 'https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    'allowed_headers' => ['Authorization'],
    'exposed_headers' => ['X-Total-Count'],
    'max_age' => 600,
];
