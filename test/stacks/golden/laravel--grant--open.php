// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'allowed_origins' => ['*'], // keep the other entries
];
