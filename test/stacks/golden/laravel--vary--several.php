// With several origins, Laravel sends `Vary: Origin` on every response of the `paths`. With one origin, the header is constant and needs no `Vary`.
// Clear the CDN's and the browser's caches; they still hold old responses.
// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['http://[::1]:3000', 'https://app.example'], // CHANGED
];
