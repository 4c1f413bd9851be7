// Clear the CDN's and the browser's caches; they still hold old responses.

// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithMethods("GET", "HEAD", "POST", "PUT") // keep the other entries // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // keep the other entries // CHANGED
    .WithExposedHeaders("X-Total-Count") // keep the other entries // CHANGED
));

// Move UseCors right below builder.Build(), above redirects and authentication:
app.Use((context, next) => // CHANGED
{ // CHANGED
    context.Response.OnStarting(() => // CHANGED
    { // CHANGED
        context.Response.Headers.Append("Vary", "Origin"); // CHANGED
        return Task.CompletedTask; // CHANGED
    }); // CHANGED
    return next(context); // CHANGED
}); // CHANGED
app.UseCors();
