// `HandleCors` adds the headers to error responses of the `paths` too. If the app removed it from the global middleware, put it back.
// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['http://[::1]:3000', 'https://app.example'], // CHANGED
];
