// Delete `[EnableCors]`, `RequireCors` and `customHeaders` of `web.config`.
// Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
