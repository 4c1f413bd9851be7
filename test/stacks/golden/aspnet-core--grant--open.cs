// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .AllowAnyOrigin()
    .WithMethods("GET", "HEAD", "POST")
));

// Program.cs, right after builder.Build():
app.UseCors();
