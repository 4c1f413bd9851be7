// Delete `[EnableCors]`, `RequireCors` and `customHeaders` of `web.config`.
// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("http://[::1]:3000", "https://app.example") // CHANGED
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    .WithHeaders("Authorization")
    .WithExposedHeaders("X-Total-Count")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
