// This code always sends the same origin, so the response needs no `Vary`.
// Clear the CDN's and the browser's caches; they still hold old responses.
// Keep the other `paths`, such as `sanctum/csrf-cookie`.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => ['X-Total-Count'], // keep the other entries // CHANGED
];
