package main

import (
	"example.com/pulumi-algorithmia/sdk/go/algorithmia"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")

		bitbucket, err := algorithmia.NewBitbucketCloudScmConfiguration(ctx, "bitbucket",
			&algorithmia.BitbucketCloudScmConfigurationArgs{
				ConsumerKey:    cfg.RequireSecret("consumerKey"),
				ConsumerSecret: cfg.RequireSecret("consumerSecret"),
			})
		if err != nil {
			return err
		}

		// API users pass the id when they create an algorithm.
		ctx.Export("configurationId", bitbucket.ID())

		// Callback URL to enter in the OAuth consumer in Bitbucket.
		ctx.Export("callbackUrl", bitbucket.CallbackUrl)
		return nil
	})
}
