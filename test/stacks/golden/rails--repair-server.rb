# Read the server's log and repair the failure. These lines only let the page see the status.
# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'https://app.example' # CHANGED
    resource '*',
      headers: ['Content-Type', 'x-api-key'], # CHANGED
      # credentials: true, # uncomment if the page sends cookies
      methods: %i[get head post put] # CHANGED
  end
end
