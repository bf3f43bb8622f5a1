import pulumi
import pulumi_algorithmia as algorithmia

config = pulumi.Config()

bitbucket = algorithmia.BitbucketCloudScmConfiguration(
    "bitbucket",
    consumer_key=config.require_secret("consumerKey"),
    consumer_secret=config.require_secret("consumerSecret"),
)

# API users pass the id when they create an algorithm.
pulumi.export("configurationId", bitbucket.id)

# Callback URL to enter in the OAuth consumer in Bitbucket.
pulumi.export("callbackUrl", bitbucket.callback_url)
