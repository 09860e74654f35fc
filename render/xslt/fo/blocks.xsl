<?xml version="1.0" encoding="UTF-8"?>
<!-- Blocks, charts and running text on paper. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    exclude-result-prefixes="p d ilo">

  <!-- Direction controls in foreign text, which FOP cannot keep inside it. -->
  <xsl:variable name="bidi">&#x202A;&#x202B;&#x202C;&#x202D;&#x202E;&#x2066;&#x2067;&#x2068;&#x2069;</xsl:variable>

  <xsl:template match="d:p">
    <fo:block space-after="1.5mm">
      <xsl:if test="following-sibling::*[1][self::d:table or self::d:chart]"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <xsl:if test="@kind = 'small'">
        <xsl:attribute name="font-size">7pt</xsl:attribute>
        <xsl:attribute name="color"><xsl:value-of select="$soft"/></xsl:attribute>
        <xsl:attribute name="space-after">0.5mm</xsl:attribute>
      </xsl:if>
      <xsl:if test="@kind = 'nothing'">
        <xsl:attribute name="font-style">italic</xsl:attribute>
        <xsl:attribute name="color"><xsl:value-of select="$soft"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:note">
    <fo:block start-indent="4mm" padding="1mm 0 1mm 3mm" border-left="1mm solid {$rule}" color="{$soft}" space-before="2mm" space-after="3mm"><xsl:apply-templates/></fo:block>
  </xsl:template>

  <xsl:template match="d:note[@kind = 'exercise']">
    <fo:block start-indent="3.4mm" end-indent="3.4mm" padding="2mm 3mm" border="1pt solid {$alarm}" color="{$alarm}" font-weight="bold" space-before="2mm" space-after="4mm"><xsl:apply-templates/></fo:block>
  </xsl:template>

  <xsl:template match="d:open">
    <fo:block font-weight="bold" color="{$soft}" space-before="3mm" space-after="1mm" keep-with-next.within-page="always"><xsl:apply-templates/></fo:block>
  </xsl:template>

  <xsl:template match="d:part">
    <fo:block space-before="4mm">
      <fo:block role="H3" font-size="10.5pt" font-weight="bold" space-after="1.5mm" keep-with-next.within-page="always"><xsl:value-of select="@title"/></fo:block>
      <xsl:apply-templates select="*"/>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:list">
    <fo:list-block provisional-distance-between-starts="4mm" provisional-label-separation="1mm" space-after="3mm">
      <xsl:for-each select="d:item">
        <fo:list-item space-after="1mm">
          <fo:list-item-label end-indent="label-end()"><fo:block color="{$accent}">•</fo:block></fo:list-item-label>
          <fo:list-item-body start-indent="body-start()"><fo:block><xsl:apply-templates/></fo:block></fo:list-item-body>
        </fo:list-item>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>

  <!-- Label and text side by side. -->
  <xsl:template match="d:facts">
    <fo:table table-layout="fixed" width="100%" space-before="2mm" space-after="4mm">
      <xsl:if test="@kind = 'box'">
        <xsl:attribute name="background-color"><xsl:value-of select="$shade"/></xsl:attribute>
      </xsl:if>
      <fo:table-column>
        <xsl:attribute name="column-width">
          <xsl:choose><xsl:when test="@kind = 'compact'">12mm</xsl:when><xsl:otherwise>48mm</xsl:otherwise></xsl:choose>
        </xsl:attribute>
      </fo:table-column>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body>
        <xsl:for-each select="d:fact">
          <fo:table-row>
            <xsl:if test="not(../@kind)"><xsl:attribute name="border-top">0.4pt solid <xsl:value-of select="$rule"/></xsl:attribute></xsl:if>
            <fo:table-cell role="TH" padding="1mm 2mm 1mm 0">
              <xsl:if test="../@kind = 'box'"><xsl:attribute name="padding-left">2mm</xsl:attribute></xsl:if>
              <fo:block font-size="8.5pt" color="{$soft}"><xsl:value-of select="@label"/></fo:block>
            </fo:table-cell>
            <fo:table-cell padding="1mm 0"><fo:block><xsl:apply-templates/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="d:tiles">
    <fo:table table-layout="fixed" width="100%" space-after="4mm">
      <xsl:for-each select="d:tile"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
      <fo:table-body>
        <fo:table-row>
          <xsl:for-each select="d:tile">
            <fo:table-cell padding="2mm" border-top="1mm solid {$accent}" background-color="{$shade}" border-right="2mm solid #ffffff">
              <fo:block font-size="8pt" color="{$soft}" line-height="1.25"><xsl:value-of select="@label"/></fo:block>
              <fo:block font-size="15pt" font-weight="bold" line-height="1.3"><xsl:apply-templates/></fo:block>
              <fo:block font-size="7.5pt" color="{$soft}" line-height="1.25"><xsl:value-of select="@note"/></fo:block>
            </fo:table-cell>
          </xsl:for-each>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="d:findings">
    <fo:list-block provisional-distance-between-starts="24mm" provisional-label-separation="2mm" space-after="3mm">
      <xsl:for-each select="d:finding">
        <fo:list-item space-after="0" border-top="0.4pt solid {$rule}" padding="0.9mm 0">
          <fo:list-item-label end-indent="label-end()"><fo:block font-weight="bold" font-size="8.5pt" color="{$accent}" hyphenate="false" text-align="start"><xsl:value-of select="@word"/></fo:block></fo:list-item-label>
          <fo:list-item-body start-indent="body-start()"><fo:block><xsl:apply-templates/></fo:block></fo:list-item-body>
        </fo:list-item>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>

  <xsl:template match="d:statement">
    <fo:list-block provisional-distance-between-starts="28mm" provisional-label-separation="3mm" space-before="1mm" space-after="1.5mm" border-top="0.4pt solid {$rule}" padding-top="1mm">
      <fo:list-item>
        <fo:list-item-label end-indent="label-end()"><fo:block font-size="8.5pt" font-weight="bold" color="{$soft}"><xsl:value-of select="d:by"/></fo:block></fo:list-item-label>
        <fo:list-item-body start-indent="body-start()"><fo:block><xsl:apply-templates select="*[not(self::d:by)]"/></fo:block></fo:list-item-body>
      </fo:list-item>
    </fo:list-block>
  </xsl:template>

  <xsl:template match="d:quote">
    <fo:block padding-left="2mm" border-left="0.8mm solid #c3d3ea" space-after="1.5mm" linefeed-treatment="preserve">
      <xsl:call-template name="language"/>
      <xsl:value-of select="translate(., $bidi, '')"/>
      <xsl:if test="@xml:lang != $document/@xml:lang">
        <xsl:text> </xsl:text>
        <fo:inline font-size="7pt" color="{$soft}" xml:lang="{$document/@xml:lang}" language="{$document/@xml:lang}"><xsl:value-of select="@language"/></fo:inline>
      </xsl:if>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:said">
    <fo:inline>
      <xsl:if test="@xml:lang"><xsl:call-template name="language"/></xsl:if>
      <xsl:value-of select="translate(., $bidi, '')"/>
    </fo:inline>
  </xsl:template>

  <xsl:template name="language">
    <xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute>
    <xsl:attribute name="language"><xsl:value-of select="substring-before(concat(@xml:lang, '-'), '-')"/></xsl:attribute>
  </xsl:template>

  <!-- ===== Charts ===== -->

  <xsl:template match="d:chart">
    <fo:block id="{@id}" space-before="4mm" space-after="5mm" keep-together.within-page="always">
      <xsl:call-template name="caption"><xsl:with-param name="label" select="ilo:text('caption.chart', @number)"/></xsl:call-template>
      <fo:block line-height="1">
        <fo:instream-foreign-object content-width="scale-to-fit" width="100%" scaling="uniform" fox:alt-text="{@desc}">
          <xsl:apply-templates select="p:drawing[@size = 'wide']" mode="svg"><xsl:with-param name="font" select="$fonts"/></xsl:apply-templates>
        </fo:instream-foreign-object>
      </fo:block>
      <xsl:apply-templates select="d:foot"/>
      <xsl:call-template name="remarks"/>
    </fo:block>
  </xsl:template>

  <!-- What has to stand wherever a name does. -->
  <xsl:template name="remarks">
    <xsl:variable name="body" select="string(d:body)"/>
    <xsl:variable name="marks" select="p:drawing//p:*[@label]"/>
    <xsl:for-each select="$document/d:remark">
      <xsl:variable name="name" select="@name"/>
      <xsl:if test="contains($body, $name) or $marks[contains(@label, $name)]">
        <fo:block font-size="7pt" line-height="1.35" color="{$soft}"><xsl:value-of select="ilo:text('remark', @name, .)"/></fo:block>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="caption">
    <xsl:param name="label"/>
    <fo:block keep-with-next.within-page="always" keep-together.within-page="always" space-after="1.5mm" line-height="1.3">
      <xsl:if test="$document/d:exercise">
        <fo:inline font-size="8pt" font-weight="bold" color="{$alarm}"><xsl:value-of select="$document/d:exercise/@word"/></fo:inline>
        <xsl:text>  </xsl:text>
      </xsl:if>
      <fo:inline font-size="8pt" color="{$soft}"><xsl:value-of select="$label"/></fo:inline>
      <xsl:text>  </xsl:text>
      <fo:inline font-weight="bold"><xsl:value-of select="@title"/></fo:inline>
      <fo:block font-size="8pt" color="{$soft}"><xsl:value-of select="@subtitle"/></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:foot">
    <fo:block font-size="7pt" line-height="1.35" color="{$soft}" space-before="1mm"><xsl:apply-templates/></fo:block>
  </xsl:template>
  <xsl:template match="d:foot/d:p"><fo:block><xsl:apply-templates/></fo:block></xsl:template>

  <!-- ===== Running text ===== -->

  <!-- The minus sign is not in the text font, which would else give up the whole
       word; signs of the coverage table become those that are. -->
  <xsl:template match="text()" name="words">
    <xsl:param name="text" select="translate(., '&#x25CF;&#x25CB;', '&#x2022;o')"/>
    <xsl:choose>
      <xsl:when test="contains($text, '&#x2212;')">
        <xsl:value-of select="substring-before($text, '&#x2212;')"/>
        <fo:inline font-family="Noto Sans Math">&#x2212;</fo:inline>
        <xsl:call-template name="words"><xsl:with-param name="text" select="substring-after($text, '&#x2212;')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="d:figure"><xsl:apply-templates/></xsl:template>
  <!-- Flags stand in tables, whose feet spell them out. -->
  <xsl:template match="d:cell/d:figure"><xsl:apply-templates/><xsl:apply-templates select="@flag"/></xsl:template>
  <xsl:template match="d:figure/@flag"><fo:inline font-size="65%" baseline-shift="30%" line-height="0pt"><xsl:value-of select="."/></fo:inline></xsl:template>
  <xsl:template match="d:ci"><xsl:text> </xsl:text><fo:inline color="{$soft}" font-weight="normal"><xsl:apply-templates/></fo:inline></xsl:template>
  <xsl:template match="d:cell/d:ci | d:tile/d:ci"><fo:block font-size="6.3pt" line-height="1.25" color="{$soft}" font-weight="normal"><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="d:table[@kind = 'figures few']/d:body/d:row/d:cell[@kind = 'number']/d:ci"><xsl:text> </xsl:text><fo:inline font-size="6.3pt" color="{$soft}"><xsl:apply-templates/></fo:inline></xsl:template>
  <xsl:template match="d:none"><fo:inline font-style="italic" font-weight="normal" color="{$soft}"><xsl:apply-templates/></fo:inline></xsl:template>

  <xsl:template match="d:ref">
    <xsl:variable name="kind">
      <xsl:choose>
        <xsl:when test="@kind = 'section' and translate(substring(@number, 1, 1), '0123456789', '') = ''">section</xsl:when>
        <xsl:when test="@kind = 'section'">annex</xsl:when>
        <xsl:otherwise><xsl:value-of select="@kind"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="text" select="ilo:text(concat('ref.', $kind), @number)"/>
    <fo:basic-link internal-destination="{@to}" color="{$accent}" fox:alt-text="{$text}"><xsl:value-of select="$text"/></fo:basic-link>
  </xsl:template>
  <xsl:template match="d:link">
    <fo:basic-link internal-destination="{@to}" color="{$accent}" fox:alt-text="{.}"><xsl:apply-templates/></fo:basic-link>
  </xsl:template>
  <xsl:template match="d:b"><fo:inline font-weight="bold"><xsl:apply-templates/></fo:inline></xsl:template>
  <xsl:template match="d:em"><fo:inline font-style="italic"><xsl:apply-templates/></fo:inline></xsl:template>
  <xsl:template match="d:code"><fo:inline font-size="90%"><xsl:apply-templates/></fo:inline></xsl:template>

  <!-- A digest has no place to break at; it gets one every sixteen signs. -->
  <xsl:template match="d:code[not(*)][string-length(.) &gt; 32]">
    <fo:inline font-size="90%"><xsl:call-template name="breakable"><xsl:with-param name="text" select="string(.)"/></xsl:call-template></fo:inline>
  </xsl:template>
  <xsl:template name="breakable">
    <xsl:param name="text"/>
    <xsl:value-of select="substring($text, 1, 16)"/>
    <xsl:if test="string-length($text) &gt; 16">
      <xsl:text>&#x200B;</xsl:text>
      <xsl:call-template name="breakable"><xsl:with-param name="text" select="substring($text, 17)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
