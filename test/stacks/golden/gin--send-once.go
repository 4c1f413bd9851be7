// Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{ // CHANGED
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
}))
