// Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.
// The file is there after `php artisan config:publish cors`; after a change: `php artisan config:clear`. `'*'` in `paths` means every path: narrow it to those of the API, as in `api/*`, if the rest should stay closed.

<?php

// config/cors.php
return [
    'paths' => ['*'], // CHANGED
    'allowed_origins' => ['https://app.example'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => [],
    'max_age' => null,
];
