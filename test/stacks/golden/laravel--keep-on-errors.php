// `HandleCors` adds the headers to error answers of routes too; where it was taken out of the global middleware, put it back as the first.
// The file is there after `php artisan config:publish cors`; keep what other `paths` it lists, as `sanctum/csrf-cookie`. After a change: `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['https://app.example'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => [],
    'max_age' => null,
];
