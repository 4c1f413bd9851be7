# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

# config/initializers/cors.rb; keep its other blocks, options and entries:
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins 'https://admin.example', 'https://app.example' # CHANGED
    resource '*',
      headers: ['x-api-key'], # keep the other entries # CHANGED
      # credentials: true, # uncomment if the page sends cookies
      methods: %i[get head post patch] # keep the other entries # CHANGED
  end
end
