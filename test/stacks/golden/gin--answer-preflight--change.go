
// Move the app's router.Use(cors.New(config)) above all other middleware; keep its config:
config.AddAllowMethods("PUT") // CHANGED
config.AddAllowHeaders("x-api-key") // CHANGED
config.AddExposeHeaders("X-Total-Count") // CHANGED
router.Use(cors.New(config)) // CHANGED
