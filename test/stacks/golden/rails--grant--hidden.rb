# Restart the server. Rails runs initializers only at the start.

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
