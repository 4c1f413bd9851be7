
// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AddAllowMethods("PUT") // CHANGED
config.AddAllowHeaders("x-api-key") // CHANGED
config.AddExposeHeaders("X-Total-Count") // CHANGED
router.Use(cors.New(config))
