# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb: a block above the present one, which keeps * for all other pages:
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do # CHANGED
    origins 'https://app.example' # keep the other entries # CHANGED
    resource '*', # CHANGED
      credentials: true, # CHANGED
      methods: %i[get head post]
  end # CHANGED
end
