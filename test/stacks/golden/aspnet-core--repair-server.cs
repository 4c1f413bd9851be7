// The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.
// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));
builder.Services.AddProblemDetails(); // CHANGED

// Program.cs, right after builder.Build():
app.UseExceptionHandler(); // CHANGED
app.UseCors(); // CHANGED
