
// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AllowOrigins = append(config.AllowOrigins, "https://app.example") // CHANGED
// config.AllowCredentials = true // uncomment if the page sends cookies
config.AddAllowMethods("PATCH") // CHANGED
config.AddAllowHeaders("x-api-key") // CHANGED
router.Use(cors.New(config))
