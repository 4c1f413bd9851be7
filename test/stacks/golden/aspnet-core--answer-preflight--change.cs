// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.
// Under IIS the `OPTIONSVerbHandler` or a WebDAV module may answer `OPTIONS` first: remove it in `web.config`.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
    .WithExposedHeaders("X-Total-Count")
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
