// With several origins, Laravel sends `Vary: Origin` on every response of the `paths`. With one origin, the header is constant and needs no `Vary`.
// Clear the CDN's and the browser's caches; they still hold old responses.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

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
